package io.teleloop.trainer.learn;

import java.time.Duration;

/// When things leave the learner.
///
/// @param publishUpdates updates from one version to the next
/// @param publishInterval time from one version to the next, at least
/// @param checkpointInterval time from one checkpoint to the next
public record Rhythm(int publishUpdates, Duration publishInterval, Duration checkpointInterval) {}
