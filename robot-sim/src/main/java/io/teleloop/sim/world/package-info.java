/// The simulated robot as a policy sees and moves it, at the control rate and as fast as the processor allows.
@NullMarked
package io.teleloop.sim.world;

import org.jspecify.annotations.NullMarked;
