/// The simulated arm as a robot: real time, streams, description.
@NullMarked
package io.teleloop.sim.robot;

import org.jspecify.annotations.NullMarked;
