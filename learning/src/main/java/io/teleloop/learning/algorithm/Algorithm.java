package io.teleloop.learning.algorithm;

import io.teleloop.learning.experience.ExperienceRules;

/// An algorithm with all its numbers, from which a learner is made once the problem is known.
public interface Algorithm {
    /// As in policy cards: `rlpd`, `hil-serl`, `bc`, ...
    String name();

    /// How steps become transitions for it.
    ExperienceRules experience();

    /// Updates of the learner, at most, by the time that so many online transitions came in.
    double allowedUpdates(long transitions);

    /// @param seed of all its random numbers
    Learner learner(Problem problem, long seed);
}
