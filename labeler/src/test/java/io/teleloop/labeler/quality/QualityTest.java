package io.teleloop.labeler.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.v1.Actor;
import io.teleloop.labeler.Scripted;
import io.teleloop.labeler.Simulated;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.quality.DatasetQuality.Consistency;
import io.teleloop.labeler.quality.DatasetQuality.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QualityTest {
    private static final double RATE = 100;

    @Test
    void oneMinimumJerkReachHasTheSparcOfThePaper() {
        assertThat(Smoothness.sparc(reaches(1, 0), RATE)).isCloseTo(-1.41, within(0.01));
    }

    @Test
    void submovementsAndTremorAreLessSmooth() {
        double one = Smoothness.sparc(reaches(1, 0), RATE);
        double three = Smoothness.sparc(reaches(3, 0), RATE);

        assertThat(three).isLessThan(one - 0.5);
        assertThat(Smoothness.sparc(reaches(1, 0.5), RATE)).isLessThan(one - 0.1);
        assertThat(Smoothness.sparc(new double[10], RATE)).isZero();
    }

    @Test
    void everyPartLowersTheScore() {
        Label good = quality(new Scripted().move(40, 0.1, 0, 0).episode());

        assertThat(good.score()).isBetween(0.5, 1.0);
        assertThat(good.parts()).containsEntry("duration-s", 2.0);
        Label idle = quality(new Scripted()
                .move(40, 0.1, 0, 0)
                .by(Actor.Kind.NOBODY, "")
                .move(10, 0, 0, 0)
                .episode());
        assertThat(idle.parts()).containsEntry("idle-share", 0.2);
        assertThat(idle.score())
                .isCloseTo(0.8 * Objects.requireNonNull(idle.parts().get("smoothness")), within(1e-9));
        Label saturated =
                quality(new Scripted().move(10, 0.25, 0, 0).move(30, 0.1, 0, 0).episode());
        assertThat(saturated.parts()).containsEntry("saturation-share", 0.25);
        assertThat(saturated.score())
                .isCloseTo(0.75 * Objects.requireNonNull(saturated.parts().get("smoothness")), within(1e-9));
        Label lossy = quality(new Scripted()
                .move(40, 0.1, 0, 0)
                .streams(List.of(stream("joints", 90, 10, 5_000_000)))
                .episode());
        assertThat(lossy.parts()).containsEntry("lost-share", 0.1).containsEntry("clock-error-s", 0.005);
        assertThat(lossy.score()).isCloseTo(Objects.requireNonNull(good.score()) * 0.9 * 0.9, within(1e-9));
    }

    @Test
    void aShortRestBelongsToTheWork() {
        assertThat(quality(new Scripted()
                                .move(20, 0.1, 0, 0)
                                .move(10, 0, 0, 0)
                                .move(20, 0.1, 0, 0)
                                .episode())
                        .parts())
                .containsEntry("idle-share", 0.0);
    }

    @Test
    void aClumsyHandScoresLess() {
        Simulated insertion = new Simulated("peg-insertion");
        double skilled = 0;
        double clumsy = 0;
        for (int seed = 0; seed < 5; seed++) {
            skilled += score(insertion.demonstration(1, seed)) / 5;
            clumsy += score(insertion.demonstration(0.7, seed)) / 5;
        }

        assertThat(clumsy).isLessThan(0.9 * skilled);
    }

    @Test
    void aDataSetWithMixedActionsHasMoreActionVariance() {
        Consistency one = DatasetQuality.consistency(List.of(walk(1, 0), walk(2, 0)), 1);
        Consistency mixed = DatasetQuality.consistency(List.of(walk(1, 0), walk(2, 1)), 1);

        assertThat(one.actionVariance()).isCloseTo(0, within(1e-9));
        assertThat(mixed.actionVariance()).isGreaterThan(0.1);
        assertThat(mixed.stateSimilarity()).isCloseTo(one.stateSimilarity(), within(1e-9));
        assertThat(one.horizon()).isEqualTo(50);
    }

    @Test
    void trajectoryQualityAndCoverageAreRelative() {
        assertThat(DatasetQuality.trajectoryQuality(0.6, 0.1, 1.1)).isEqualTo(0.5);
        assertThatThrownBy(() -> DatasetQuality.trajectoryQuality(0.6, 1, 1)).hasMessageContaining("random return");
        List<Moment> reference = walk(1, 0);
        assertThat(DatasetQuality.coverage(reference, reference, 10)).isEqualTo(1);
        assertThat(DatasetQuality.coverage(reference.subList(0, 25), reference, 10))
                .isBetween(0.1, 0.9);
    }

    private static Label quality(EpisodeView episode) {
        return new QualityLabeler().label(episode).labels().getFirst();
    }

    private static double score(EpisodeView episode) {
        return Objects.requireNonNull(quality(episode).score());
    }

    private static StreamSummary stream(String name, long samples, long missing, long clockErrorNs) {
        return new StreamSummary(name, "schema", samples, missing, 100, clockErrorNs, List.of(), 0);
    }

    /// Speed profiles of minimum-jerk reaches of one second, one after the other, with a tremor of 8 Hz.
    private static double[] reaches(int count, double tremor) {
        double[] speed = new double[(int) (count * RATE)];
        for (int i = 0; i < speed.length; i++) {
            double t = i % RATE / RATE;
            double smooth = 30 * t * t * (1 - t) * (1 - t);
            speed[i] = Math.max(0, smooth * (1 + tremor * Math.sin(2 * Math.PI * 8 * t)));
        }
        return speed;
    }

    private static List<Moment> walk(long seed, float action) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            float jitter = (float) (1e-3 * random.nextDouble());
            moments.add(new Moment(new float[] {i + jitter, -i}, new float[] {action}));
        }
        return moments;
    }
}
