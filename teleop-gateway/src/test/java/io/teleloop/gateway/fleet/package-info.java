@NullMarked
package io.teleloop.gateway.fleet;

import org.jspecify.annotations.NullMarked;
