package io.teleloop.catalogue.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some episodes of a list, the newest first.
///
/// @param next where the following page begins, null when there is none
/// @param counts of the whole list; only with its first page
public record EpisodePage(
        List<EpisodeSummary> episodes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Counts counts) {
    public EpisodePage {
        episodes = List.copyOf(episodes);
    }

    /// How many there are: those that robots performed and those that were generated, never added up.
    public record Counts(Count real, Count generated) {}

    /// @param exact false when there are more: counting ends somewhere, so that it stays cheap
    public record Count(long episodes, boolean exact) {
        static final int MOST = 1000;

        /// @param found up to one more than [#MOST]
        static Count of(long found) {
            return new Count(Math.min(found, MOST), found <= MOST);
        }
    }
}
