package io.teleloop.datasets.composition;

import io.teleloop.datasets.DatasetDocument.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Episodes of one origin.
///
/// @param operators episodes by operator
/// @param outcomes episodes by outcome
/// @param splits episodes by split
/// @param unread episodes that are not in the store any more, or not as they were: they are in no duration and in no
///     start
public record EpisodeGroup(
        int episodes,
        long steps,
        SortedMap<String, Integer> operators,
        SortedMap<String, Integer> outcomes,
        SortedMap<String, Integer> splits,
        Durations seconds,
        StartCoverage starts,
        int unread) {
    static EpisodeGroup of(List<EpisodeFacts> episodes) {
        List<Double> seconds = new ArrayList<>();
        List<Point> starts = new ArrayList<>();
        long steps = 0;
        for (EpisodeFacts episode : episodes) {
            steps += episode.member().steps();
            if (episode.seconds() != null) {
                seconds.add(episode.seconds());
            }
            if (episode.start() != null) {
                starts.add(episode.start());
            }
        }
        return new EpisodeGroup(
                episodes.size(),
                steps,
                count(episodes, Member::operatorId),
                count(episodes, Member::outcome),
                count(episodes, Member::split),
                Durations.of(seconds),
                StartCoverage.of(starts),
                episodes.size() - seconds.size());
    }

    private static SortedMap<String, Integer> count(List<EpisodeFacts> episodes, Function<Member, String> kind) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        episodes.forEach(episode -> counts.merge(kind.apply(episode.member()), 1, Integer::sum));
        return counts;
    }
}
