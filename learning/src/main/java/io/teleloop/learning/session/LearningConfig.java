package io.teleloop.learning.session;

import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.learning.algorithm.Algorithm;

/// What a session learns.
///
/// @param algorithm with its numbers
/// @param robot that the policy is for; steps of other tasks are an error
/// @param controlRateHz control ticks a second
/// @param demonstrations that must be there before the action's ranges and the normaliser are fixed
/// @param seed of all random numbers
public record LearningConfig(
        Algorithm algorithm, RobotDescription robot, double controlRateHz, int demonstrations, long seed) {
    public LearningConfig {
        if (demonstrations < 1) {
            throw new IllegalArgumentException("learning starts from at least 1 demonstration, not " + demonstrations);
        }
    }
}
