package io.teleloop.datasets.composition;

import java.util.List;

/// What a data set is made of. No count has episodes of both origins.
///
/// @param real performed by robots
/// @param generated the others
public record OriginComposition(EpisodeGroup real, EpisodeGroup generated) {
    static OriginComposition of(List<EpisodeFacts> episodes) {
        return new OriginComposition(group(episodes, false), group(episodes, true));
    }

    private static EpisodeGroup group(List<EpisodeFacts> episodes, boolean generated) {
        return EpisodeGroup.of(episodes.stream()
                .filter(episode -> episode.member().generated() == generated)
                .toList());
    }
}
