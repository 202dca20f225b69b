@NullMarked
package io.teleloop.sim.arm;

import org.jspecify.annotations.NullMarked;
