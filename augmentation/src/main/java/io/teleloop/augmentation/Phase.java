package io.teleloop.augmentation;

/// A span of a demonstration, as a labeler names it.
///
/// @param name for example `reach`, `grasp`, `transport`, `insert`
/// @param startNs nanoseconds since the epoch
/// @param endNs exclusive
public record Phase(String name, long startNs, long endNs) {}
