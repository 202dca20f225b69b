/// Training and evaluation in simulation, faster than real time, with a simulated intervener.
@NullMarked
package io.teleloop.rollout;

import org.jspecify.annotations.NullMarked;
