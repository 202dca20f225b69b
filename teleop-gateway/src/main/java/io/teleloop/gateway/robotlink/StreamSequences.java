package io.teleloop.gateway.robotlink;

import java.util.HashMap;
import java.util.Map;

/// Finds losses on a link: each stream counts from 0, one by one. Not thread-safe.
final class StreamSequences {
    private final Map<String, Long> next = new HashMap<>();

    /// How many readings were lost before this one; negative when the sequence went back, which no robot may do.
    long missingBefore(String stream, long sequence) {
        long expected = next.getOrDefault(stream, 0L);
        if (sequence < expected) {
            return -1;
        }
        next.put(stream, sequence + 1);
        return sequence - expected;
    }
}
