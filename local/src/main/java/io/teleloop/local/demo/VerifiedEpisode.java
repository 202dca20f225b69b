package io.teleloop.local.demo;

import io.teleloop.contract.storage.Manifest;

/// An episode that was read back whole from the store.
///
/// @param commandLatencyNs for each command that moved the robot: from leaving the operator to being recorded as
///     executed, gateway clock, ns
record VerifiedEpisode(Manifest manifest, long[] commandLatencyNs) {}
