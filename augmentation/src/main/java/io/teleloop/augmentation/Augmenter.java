package io.teleloop.augmentation;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// One way of making episodes out of others. What it makes follows from its name, version and parameters, the sources,
/// the group and the seed: the same give the same bytes. Not thread-safe.
public interface Augmenter extends AutoCloseable {
    /// Lower-case letters, digits and hyphens.
    String name();

    /// Rises whenever the same seed would give other bytes.
    int version();

    /// All else that decides what is made, as a JSON object; the same parameters give the same text.
    String parameters();

    /// Makes one episode.
    ///
    /// @param sources to make it from; which of them were used, the provenance tells
    /// @param group that it belongs to, and that can be removed as one
    /// @param seed of all that is random
    /// @return empty when nothing came of this seed, for example because the task was not done
    /// @throws IllegalArgumentException when the sources cannot be used at all
    /// @throws UncheckedIOException when they cannot be read
    /// @throws RuntimeException when physics or a network fails on them; close it then, and make another
    Optional<GeneratedEpisode> augment(List<SourceEpisode> sources, String group, long seed);

    @Override
    void close();
}
