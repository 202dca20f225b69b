/// The one simulated arm that all tasks share: impedance controller, wrist sensor, gripper and tactile pads.
@NullMarked
package io.teleloop.sim.arm;

import org.jspecify.annotations.NullMarked;
