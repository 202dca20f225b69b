@NullMarked
package io.teleloop.sim.robot;

import org.jspecify.annotations.NullMarked;
