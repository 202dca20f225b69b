@NullMarked
package io.teleloop.sim.mujoco;

import org.jspecify.annotations.NullMarked;
