package io.teleloop.augmentation;

import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/// Attempts, numbered from 0, until enough have succeeded. Not thread-safe.
public final class Generation {
    private static final int ATTEMPTS_FOR_EACH = 20;

    private final Augmenter augmenter;
    private final List<SourceEpisode> sources;
    private final String group;
    private final LongUnaryOperator seeds;
    private final int wanted;
    private int attempts;
    private int successes;

    /// @param seeds the seed of an attempt, by its number
    /// @param wanted number of episodes
    public Generation(
            Augmenter augmenter, List<SourceEpisode> sources, String group, LongUnaryOperator seeds, int wanted) {
        this.augmenter = augmenter;
        this.sources = List.copyOf(sources);
        this.group = group;
        this.seeds = seeds;
        this.wanted = wanted;
    }

    /// Makes the next attempt.
    ///
    /// @throws IllegalStateException when it is [#exhausted]
    public Optional<GeneratedEpisode> attempt() {
        requireNotExhausted();
        Optional<GeneratedEpisode> episode = augmenter.augment(sources, group, seeds.applyAsLong(attempts));
        count(episode.isPresent());
        return episode;
    }

    /// Notes the outcome of the next attempt as it was known before, without making it.
    public void count(boolean success) {
        attempts++;
        successes += success ? 1 : 0;
    }

    /// Whether nearly all attempts have failed, so that no other is made.
    public boolean exhausted() {
        return !done() && attempts >= ATTEMPTS_FOR_EACH * wanted;
    }

    /// @throws IllegalStateException when nearly all attempts have failed: it says how many
    public void requireNotExhausted() {
        if (exhausted()) {
            throw new IllegalStateException(augmenter.name() + " succeeded " + successes + " times in " + attempts
                    + " attempts; record other demonstrations, or choose a narrower range");
        }
    }

    public boolean done() {
        return successes >= wanted;
    }

    public int attempts() {
        return attempts;
    }

    public int successes() {
        return successes;
    }

    /// Share of the attempts that succeeded; not a number before the first.
    public double successRate() {
        return successes / (double) attempts;
    }
}
