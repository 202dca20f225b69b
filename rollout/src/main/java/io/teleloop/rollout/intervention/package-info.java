/// The simulated intervener: a scripted expert with rules for when to take over and when to give back.
@NullMarked
package io.teleloop.rollout.intervention;

import org.jspecify.annotations.NullMarked;
