package io.teleloop.learning.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A point on a line moves by half of each action, and actions are drawn from one Gaussian wherever it is.
class TrajectoryDiffusionTest {
    private static final TrajectoryDiffusion.Config SMALL =
            new TrajectoryDiffusion.Config(8, 16, 800, 32, 5e-3, 0.99, 16);
    private static final double DEVIATION = 0.5;
    private static TrajectoryDiffusion diffusion;

    @BeforeAll
    static void train() {
        diffusion = TrajectoryDiffusion.train(SMALL, episodes(40), 1);
    }

    @AfterAll
    static void close() {
        diffusion.close();
    }

    @Test
    void windowsShouldBeginAtTheirStartAndFollowTheDynamics() {
        List<List<Moment>> windows = diffusion.sample(starts(), null, 2);

        assertThat(windows).hasSize(starts().size()).allSatisfy(window -> assertThat(window)
                .hasSize(SMALL.rows()));
        assertThat(windows.get(7).getFirst().observation()).isEqualTo(starts().get(7));
        // Actions move it by 0.23 a tick.
        assertThat(mean(windows, TrajectoryDiffusionTest::dynamicsError)).isLessThan(0.06);
    }

    @Test
    void actionsShouldBeDistributedAsInTheEpisodes() {
        List<List<Moment>> windows = diffusion.sample(starts(), null, 2);
        double mean = mean(windows, window -> average(window, u -> u));
        double square = mean(windows, window -> average(window, u -> (u - mean) * (u - mean)));

        assertThat(mean).isCloseTo(0, within(0.06));
        assertThat(Math.sqrt(square)).isCloseTo(DEVIATION, within(0.06));
    }

    @Test
    void theStrongerTheGuidanceTheMoreLikelyActionsShouldBe() {
        try (GaussianPolicy policy = Policies.constant(0.5, 0.3)) {
            List<Double> likelihoods = new ArrayList<>();
            for (double coefficient : new double[] {0, 0.25, 0.5, 1}) {
                List<List<Moment>> windows = diffusion.sample(starts(), Guidance.to(policy, coefficient), 2);
                likelihoods.add(mean(windows, policy::logLikelihood));
                assertThat(mean(windows, TrajectoryDiffusionTest::dynamicsError))
                        .isLessThan(0.15);
            }

            assertThat(likelihoods).isSorted();
            assertThat(likelihoods.getLast()).isGreaterThan(likelihoods.getFirst() + 0.5);
        }
    }

    @Test
    void equalSeedsShouldGiveEqualWindows() {
        TrajectoryDiffusion.Config few = SMALL.withUpdates(20);
        try (TrajectoryDiffusion one = TrajectoryDiffusion.train(few, episodes(5), 3);
                TrajectoryDiffusion same = TrajectoryDiffusion.train(few, episodes(5), 3);
                TrajectoryDiffusion other = TrajectoryDiffusion.train(few, episodes(5), 4)) {
            List<List<Moment>> windows = one.sample(starts(), null, 1);

            assertThat(same.sample(starts(), null, 1))
                    .usingRecursiveComparison()
                    .isEqualTo(windows);
            assertThat(other.sample(starts(), null, 1))
                    .usingRecursiveComparison()
                    .isNotEqualTo(windows);
        }
    }

    @Test
    void aClonedPolicyShouldFindWhatWasDoneLikely() {
        PolicyCloning cloning = new PolicyCloning(List.of(16), 3e-3, 64, 300, 0.1);
        try (GaussianPolicy policy = cloning.policy(episodes(20), 1)) {
            // Of a Gaussian's own draws it is -1/2 - ln(deviation) - ln(2 pi) / 2 on average.
            double expected = -0.5 - Math.log(DEVIATION) - 0.5 * Math.log(2 * Math.PI);

            assertThat(mean(real(), policy::logLikelihood)).isCloseTo(expected, within(0.1));
        }
    }

    @Test
    void episodesShorterThanAWindowShouldBeRefused() {
        List<Trajectory> tooShort = List.of(
                new Trajectory("short", episodes(1).getFirst().transitions().subList(0, SMALL.rows() - 1)));

        assertThatThrownBy(() -> TrajectoryDiffusion.train(SMALL, tooShort, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of the 1 episodes is as long as a window of 8 control ticks");
    }

    private static List<float[]> starts() {
        List<float[]> starts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            starts.add(new float[] {i / 50f - 1});
        }
        return starts;
    }

    private static List<Trajectory> episodes(int count) {
        SeededGenerator random = new SeededGenerator(9);
        List<Trajectory> episodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Transition> transitions = new ArrayList<>();
            float x = 2 * random.nextFloat() - 1;
            for (int tick = 0; tick < 30; tick++) {
                float action = (float) Math.tanh(DEVIATION * random.nextGaussian());
                float next = x + action / 2;
                transitions.add(Transition.of(new float[] {x}, new float[] {action}, 0, 0.99f, new float[] {next}));
                x = next;
            }
            episodes.add(new Trajectory("episode-" + i, transitions));
        }
        return episodes;
    }

    private static List<List<Moment>> real() {
        return episodes(20).stream()
                .map(episode -> episode.transitions().stream()
                        .map(transition -> new Moment(transition.observation(), transition.action(), 0, false))
                        .toList())
                .toList();
    }

    private static double dynamicsError(List<Moment> window) {
        double sum = 0;
        for (int i = 0; i + 1 < window.size(); i++) {
            Moment now = window.get(i);
            sum += Math.abs(window.get(i + 1).observation()[0] - now.observation()[0] - now.action()[0] / 2);
        }
        return sum / (window.size() - 1);
    }

    private static double average(List<Moment> window, DoubleUnaryOperator of) {
        return window.stream()
                .mapToDouble(moment -> of.applyAsDouble(WindowCodec.unsquashed(moment.action())[0]))
                .average()
                .orElseThrow();
    }

    private static double mean(List<List<Moment>> windows, ToDoubleFunction<List<Moment>> of) {
        return windows.stream().mapToDouble(of).average().orElseThrow();
    }
}
