package io.teleloop.labeler;

import io.teleloop.labeler.episode.EpisodeView;

/// Says something about episodes: a pure function of what is stored of one. Whoever changes what it says raises its
/// version; what was said before stays.
///
/// Safe for use by several threads at once.
public interface Labeler {
    /// Lower-case letters, digits and hyphens; never that of a person.
    String name();

    /// From 1.
    int version();

    /// What is to be said of this episode: the same episode gives the same labels, in the same order.
    Labels label(EpisodeView episode);
}
