/// How the gateway says no.
@NullMarked
package io.teleloop.gateway.problem;

import org.jspecify.annotations.NullMarked;
