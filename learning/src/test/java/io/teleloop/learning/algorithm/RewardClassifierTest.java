package io.teleloop.learning.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.learning.algorithm.RewardClassifier.LabelledEpisode;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The task is done when the first number is below 0.1; every other episode gets there.
class RewardClassifierTest {
    private static final int TICKS = 20;
    private static final RewardClassifier.Config SMALL = new RewardClassifier.Config(List.of(32), 3e-3, 64, 400, 0.85);

    private final SeededGenerator random = new SeededGenerator(3);

    @Test
    void successesShouldBeToldFromFailuresInEpisodesThatWereHeldOut() {
        try (RewardClassifier classifier = RewardClassifier.train(SMALL, Normaliser.identity(3), episodes(20), 1)) {
            RewardClassifier.Report report = classifier.evaluate(episodes(20));

            assertThat(report.episodes()).isEqualTo(20);
            assertThat(report.precision()).isGreaterThanOrEqualTo(0.9);
            assertThat(report.recall()).isGreaterThanOrEqualTo(0.9);
            assertThat(classifier.isDone(new float[] {0, 0.5f, 0.5f})).isTrue();
            assertThat(classifier.isDone(new float[] {0.6f, 0.5f, 0.5f})).isFalse();
        }
    }

    @Test
    void aRestoredClassifierShouldTellTheSame() {
        try (RewardClassifier classifier = RewardClassifier.train(SMALL, Normaliser.identity(3), episodes(20), 1);
                RewardClassifier restored = RewardClassifier.restore(
                        Safetensors.parse(classifier.save().toBytes()))) {
            float[] observation = {0.2f, 0.5f, 0.5f};

            assertThat(restored.probability(observation)).isEqualTo(classifier.probability(observation));
            assertThat(restored.threshold()).isEqualTo(classifier.threshold());
        }
    }

    @Test
    void labelsOfOneKindShouldBeRefused() {
        LabelledEpisode failure = episode(0.5f);

        assertThatThrownBy(() -> RewardClassifier.train(SMALL, Normaliser.identity(3), List.of(failure), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 successes and 20 others");
    }

    private List<LabelledEpisode> episodes(int count) {
        List<LabelledEpisode> episodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            episodes.add(episode(i % 2 == 0 ? 0 : 0.3f));
        }
        return episodes;
    }

    /// Comes from 1 to `end` in a straight line; the other two numbers say nothing.
    private LabelledEpisode episode(float end) {
        List<float[]> observations = new ArrayList<>();
        boolean[] done = new boolean[TICKS];
        for (int tick = 0; tick < TICKS; tick++) {
            float distance = 1 + (end - 1) * tick / (TICKS - 1);
            observations.add(new float[] {distance, random.nextFloat(), random.nextFloat()});
            done[tick] = distance < 0.1f;
        }
        return new LabelledEpisode("episode", observations, done);
    }
}
