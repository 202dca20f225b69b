package io.teleloop.datasets.composition;

import io.teleloop.datasets.DatasetDocument.Member;
import org.jspecify.annotations.Nullable;

/// What was read of one episode.
///
/// @param seconds from its opening to its end; null when it is not in the store as it was when the data set was made
/// @param start where the tool was at the first step; null when that is not known
record EpisodeFacts(
        Member member, @Nullable Double seconds, @Nullable Point start) {}
