package io.teleloop.labeler.learned;

import io.teleloop.learning.algorithm.RewardClassifier;
import io.teleloop.learning.algorithm.RewardClassifier.LabelledEpisode;
import io.teleloop.learning.algorithm.RewardClassifier.Report;
import io.teleloop.learning.network.Normaliser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Learns to tell success from what the robot senses: a step counts as success when it is among the last of an
/// episode that succeeded.
public final class SuccessTraining {
    /// What a success classifier is in its card.
    public static final String KIND = "success";

    /// Steps at the end of a successful episode that show success.
    private static final int SHOWN = 2;

    private SuccessTraining() {}

    /// @param examples of both outcomes
    /// @throws IllegalArgumentException when there are not enough of both outcomes to learn and to measure
    public static Trained train(Examples examples, RewardClassifier.Config config, long seed) {
        Split split = Split.of(examples.all());
        requireBoth(split.learned(), "to learn from");
        requireBoth(split.heldOut(), "to measure on");
        List<LabelledEpisode> learned = labelled(split.learned());
        List<float[]> seen = new ArrayList<>();
        learned.forEach(episode -> seen.addAll(episode.observations()));
        try (RewardClassifier classifier = RewardClassifier.train(config, Normaliser.of(seen), learned, seed)) {
            Report report = classifier.evaluate(labelled(split.heldOut()));
            return new Trained(
                    KIND,
                    examples.features().task(),
                    examples.features().controlRateHz(),
                    examples.features().observation(),
                    null,
                    classifier.save(),
                    Split.ids(split.learned()),
                    Split.ids(split.heldOut()),
                    Map.of(
                            "precision", report.precision(),
                            "recall", report.recall(),
                            "threshold", config.threshold()));
        }
    }

    private static void requireBoth(List<Example> examples, String purpose) {
        long successes = examples.stream().filter(Example::succeeded).count();
        if (successes == 0 || successes == examples.size()) {
            throw new IllegalArgumentException("of " + examples.size() + " episodes " + purpose + ", " + successes
                    + " succeeded; both outcomes are needed, at least four episodes of each");
        }
    }

    private static List<LabelledEpisode> labelled(List<Example> examples) {
        return examples.stream()
                .map(example -> {
                    boolean[] done = new boolean[example.size()];
                    for (int i = Math.max(0, done.length - SHOWN); example.succeeded() && i < done.length; i++) {
                        done[i] = true;
                    }
                    return new LabelledEpisode(example.episodeId(), example.observations(), done);
                })
                .toList();
    }
}
