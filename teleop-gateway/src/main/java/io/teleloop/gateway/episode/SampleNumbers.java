package io.teleloop.gateway.episode;

import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.observation.SynchronizedView;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Which numbers the robot's samples have in one episode; of each stream those that a later step may still show. Not
/// thread-safe.
final class SampleNumbers {
    private record Numbered(long sequence, Reception sample) {}

    private final Map<String, ArrayDeque<Numbered>> newestLast = new HashMap<>();

    void add(long sequence, Reception sample) {
        ArrayDeque<Numbered> recent = newestLast.computeIfAbsent(sample.stream(), ignored -> new ArrayDeque<>());
        if (recent.size() == SynchronizedView.WINDOW) {
            recent.removeFirst();
        }
        recent.addLast(new Numbered(sequence, sample));
    }

    /// The number of a sample that a step shows; later steps of the stream show this or a later one. Empty when it is
    /// not in the episode.
    OptionalLong shown(Reception sample) {
        ArrayDeque<Numbered> recent = newestLast.getOrDefault(sample.stream(), new ArrayDeque<>());
        while (!recent.isEmpty()) {
            Numbered first = recent.getFirst();
            if (first.sample().equals(sample)) {
                return OptionalLong.of(first.sequence());
            }
            recent.removeFirst();
        }
        return OptionalLong.empty();
    }
}
