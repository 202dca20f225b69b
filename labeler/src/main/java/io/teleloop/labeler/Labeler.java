package io.teleloop.labeler;

import io.teleloop.contract.storage.Manifest;
import io.teleloop.labeler.episode.EpisodeView;

/// Says something about episodes: a pure function of what is stored of one. Whoever changes what it says
/// raises its version; what was said before stays.
///
/// Safe for use by several threads at once.
public interface Labeler {
    /// Lower-case letters, digits and hyphens; never that of a person.
    String name();

    /// From 1.
    int version();

    /// Whether it has anything to say about such an episode: where not, it writes nothing.
    default boolean concerns(Manifest episode) {
        return true;
    }

    /// What is to be said of this episode: the same episode gives the same labels, in the same order.
    Labels label(EpisodeView episode);
}
