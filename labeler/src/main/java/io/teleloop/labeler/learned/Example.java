package io.teleloop.labeler.learned;

import io.teleloop.labeler.episode.EpisodeView;

/// An episode to learn from, and whether it succeeded: by a person's word where there is one.
public record Example(EpisodeView episode, boolean succeeded) {}
