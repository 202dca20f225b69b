@NullMarked
package io.teleloop.sim;

import org.jspecify.annotations.NullMarked;
