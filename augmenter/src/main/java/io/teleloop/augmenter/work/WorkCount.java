package io.teleloop.augmenter.work;

/// Hears what is done.
public interface WorkCount {
    /// An attempt at an episode was made.
    void attempted(String augmenter, boolean success);

    /// Nothing can be made from an episode.
    void refused(String augmenter);
}
