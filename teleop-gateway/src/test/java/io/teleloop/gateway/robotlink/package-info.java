@NullMarked
package io.teleloop.gateway.robotlink;

import org.jspecify.annotations.NullMarked;
