package io.teleloop.rollout.evaluation;

import io.teleloop.rollout.episode.EpisodeResult;
import java.util.List;

/// How a driver did over a number of episodes.
public record Evaluation(List<EpisodeResult> episodes) {
    public Evaluation {
        episodes = List.copyOf(episodes);
        if (episodes.isEmpty()) {
            throw new IllegalArgumentException("an evaluation of no episodes says nothing");
        }
    }

    /// Share of episodes that reached the goal in time.
    public double successRate() {
        return episodes.stream().filter(EpisodeResult::success).count() / (double) episodes.size();
    }

    /// Mean duration of the successful episodes (s), not a number without one.
    public double secondsToSuccess() {
        return episodes.stream()
                .filter(EpisodeResult::success)
                .mapToDouble(EpisodeResult::seconds)
                .average()
                .orElse(Double.NaN);
    }

    /// Mean of how far the episodes came, 0 to 1.
    public double meanProgress() {
        return episodes.stream().mapToDouble(EpisodeResult::progress).average().orElseThrow();
    }
}
