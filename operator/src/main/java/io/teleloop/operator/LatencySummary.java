package io.teleloop.operator;

/// Quantiles of the newest measurements, milliseconds; NaN when there is none.
///
/// @param count of all measurements so far
public record LatencySummary(long count, double p50, double p99, double max) {}
