package io.teleloop.gateway.stream;

/// Whether records reach Kafka.
///
/// @param up false while Kafka is away or the spool still holds what waited for it
/// @param spoolBytes on disk
/// @param problem why it is not up, empty when it is
public record StreamState(boolean up, long spoolBytes, String problem) {}
