package io.teleloop.gateway.stream;

import java.nio.file.Path;
import java.time.Duration;

/// @param bootstrapServers Kafka's
/// @param spoolFolder where records wait while Kafka is away
/// @param maxBytes all that may be under way or wait at any time, in memory and on disk
/// @param awayAfter Kafka is away when nothing was acknowledged for so long though something is under way
public record PublisherConfig(String bootstrapServers, Path spoolFolder, long maxBytes, Duration awayAfter) {
    private static final long LEAST_BYTES = 1 << 20;

    public PublisherConfig {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "the spool may hold " + maxBytes + " bytes; give it at least " + LEAST_BYTES);
        }
    }
}
