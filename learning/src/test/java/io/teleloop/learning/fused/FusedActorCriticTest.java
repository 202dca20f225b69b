package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.FixedNoise;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.TanhGaussian;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.ActorLoss;
import io.teleloop.learning.actorcritic.CriticLoss;
import io.teleloop.learning.actorcritic.LibtorchActorCritic;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.replay.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FusedActorCriticTest {
    private static final int OBSERVATION = 19;
    private static final int ACTION = 5;
    private static final TanhGaussian GAUSSIAN = new TanhGaussian(-5, 2, 1, -2.5, 3e-4);
    private static final FixedNoise FIXED = new FixedNoise(0.1, 0.15);

    /// RLPD as it stands.
    private static final ActorCriticConfig PLAIN = new ActorCriticConfig(
            OBSERVATION,
            ACTION,
            new ActorCriticConfig.Actor(List.of(64, 64), Activation.RELU, false, GAUSSIAN, 3e-4, 0),
            new ActorCriticConfig.Critic(List.of(64, 64), Activation.RELU, true, 4, 2, true, 3e-4, 0, 0.005),
            0,
            0);

    static List<Arguments> configurations() {
        return List.of(
                Arguments.of("RLPD", PLAIN, 256),
                Arguments.of(
                        "tanh, norms everywhere, three odd layers, one head of the target, clipped, weight decay",
                        new ActorCriticConfig(
                                OBSERVATION,
                                ACTION,
                                new ActorCriticConfig.Actor(
                                        List.of(50, 30, 20), Activation.TANH, true, GAUSSIAN, 3e-4, 0.01),
                                new ActorCriticConfig.Critic(
                                        List.of(40, 50, 30), Activation.TANH, true, 3, 1, false, 3e-4, 0.01, 0.01),
                                0,
                                0.5),
                        50),
                Arguments.of(
                        "residual of fixed noise, critics without norm",
                        new ActorCriticConfig(
                                OBSERVATION,
                                ACTION,
                                new ActorCriticConfig.Actor(List.of(48), Activation.RELU, true, FIXED, 3e-4, 0),
                                new ActorCriticConfig.Critic(
                                                List.of(48, 48), Activation.RELU, false, 2, 2, false, 3e-4, 0, 0.005)
                                        .withReturns(new ActorCriticConfig.Interval(-0.2, 0.1)),
                                0.2,
                                1),
                        300),
                Arguments.of(
                        "residual of a Gaussian, imitating",
                        new ActorCriticConfig(
                                OBSERVATION, ACTION, PLAIN.actor().withImitation(2), PLAIN.critic(), 0.1, 0),
                        64));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void aHundredUpdatesShouldEqualLibtorchs(String name, ActorCriticConfig config, int batchSize) {
        ActorCriticState state = ActorCriticState.initial(config, new SplittableRandom(1));
        try (ActorCritic expected = new LibtorchActorCritic(config, state);
                ActorCritic actual = new FusedActorCritic(config, state, 2)) {
            Updates ofExpected = new Updates(config, batchSize);
            Updates ofActual = new Updates(config, batchSize);
            for (int i = 0; i < 100; i++) {
                assertEqual(ofExpected.critic(expected), ofActual.critic(actual));
                assertEqual(ofExpected.actor(expected), ofActual.actor(actual));
            }
            assertEqual(expected.state(), actual.state());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void theNumberOfThreadsShouldNotChangeABit(String name, ActorCriticConfig config, int batchSize) {
        List<ActorCriticState> states = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            ActorCriticState start = ActorCriticState.initial(config, new SplittableRandom(2));
            try (ActorCritic engine = new FusedActorCritic(config, start, threads)) {
                new Updates(config, batchSize).run(engine, 10);
                states.add(engine.state());
            }
        }
        assertSame(states.get(0), states.get(1));
        assertSame(states.get(0), states.get(2));
    }

    @Test
    void aRestoredOneShouldGoOnBitForBit() {
        Updates updates = new Updates(PLAIN, 256);
        Updates again = new Updates(PLAIN, 256);
        ActorCriticState start = ActorCriticState.initial(PLAIN, new SplittableRandom(3));
        ActorCriticState other = ActorCriticState.initial(PLAIN, new SplittableRandom(4));
        try (ActorCritic engine = new FusedActorCritic(PLAIN, start, 2);
                ActorCritic restored = new FusedActorCritic(PLAIN, other, 1)) {
            updates.run(engine, 10);
            again.run(restored, 10);
            restored.restore(engine.state());
            assertSame(engine.state(), restored.state());

            updates.run(engine, 10);
            again.run(restored, 10);

            assertSame(engine.state(), restored.state());
        }
    }

    @Test
    void anotherEnginesStateShouldBeTaken() {
        Updates updates = new Updates(PLAIN, 32);
        ActorCriticState start = ActorCriticState.initial(PLAIN, new SplittableRandom(5));
        try (ActorCritic libtorch = new LibtorchActorCritic(PLAIN, start);
                ActorCritic fused = new FusedActorCritic(PLAIN, start, 1)) {
            updates.run(libtorch, 5);
            fused.restore(libtorch.state());
            assertSame(libtorch.state(), fused.state());
        }
    }

    @Test
    void aStateOfAnotherConfigurationShouldBeRefused() {
        ActorCriticConfig wider = new ActorCriticConfig(
                OBSERVATION + 1, ACTION, PLAIN.actor(), PLAIN.critic(), PLAIN.residualScale(), PLAIN.maxGradientNorm());
        ActorCriticState state = ActorCriticState.initial(PLAIN, new SplittableRandom(6));
        assertThatThrownBy(() -> new FusedActorCritic(wider, state, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("actor");
    }

    @Test
    void aBatchOfOtherSizesShouldBeRefused() {
        ActorCriticState state = ActorCriticState.initial(PLAIN, new SplittableRandom(6));
        try (ActorCritic engine = new FusedActorCritic(PLAIN, state, 1)) {
            Batch batch = new Batch(8, OBSERVATION + 1, ACTION, 0);
            assertThatThrownBy(() -> engine.updateActor(batch, new float[8 * ACTION]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("20");
        }
    }

    /// The same batches, noise and heads each time one is made.
    private static final class Updates {
        private final ActorCriticConfig config;
        private final Batch batch;
        private final SplittableRandom random = new SplittableRandom(7);

        Updates(ActorCriticConfig config, int size) {
            this.config = config;
            batch = new Batch(size, OBSERVATION, ACTION, config.baseSize());
        }

        void run(ActorCritic engine, int count) {
            for (int i = 0; i < count; i++) {
                critic(engine);
                actor(engine);
            }
        }

        CriticLoss critic(ActorCritic engine) {
            fill();
            int[] heads = random.ints(0, config.critic().heads())
                    .distinct()
                    .limit(config.critic().targetHeads())
                    .sorted()
                    .toArray();
            return engine.updateCritic(batch, Numbers.gaussian(batch.size() * ACTION, random), heads);
        }

        ActorLoss actor(ActorCritic engine) {
            return engine.updateActor(batch, Numbers.gaussian(batch.size() * ACTION, random));
        }

        private void fill() {
            for (float[] column : List.of(batch.observations, batch.nextObservations, batch.rewards)) {
                System.arraycopy(Numbers.gaussian(column.length, random), 0, column, 0, column.length);
            }
            for (float[] column : List.of(batch.actions, batch.baseActions, batch.nextBaseActions)) {
                for (int i = 0; i < column.length; i++) {
                    column[i] = (float) random.nextDouble(-1, 1);
                }
            }
            for (int i = 0; i < batch.size(); i++) {
                batch.discounts[i] = random.nextInt(50) == 0 ? 0 : 0.99f;
                batch.demonstrated[i] = i % 2;
            }
        }
    }

    private static void assertEqual(CriticLoss expected, CriticLoss actual) {
        assertClose(expected.loss(), actual.loss());
        assertClose(expected.meanValue(), actual.meanValue());
        assertClose(expected.meanTarget(), actual.meanTarget());
    }

    private static void assertEqual(ActorLoss expected, ActorLoss actual) {
        assertClose(expected.loss(), actual.loss());
        assertClose(expected.entropy(), actual.entropy());
        assertClose(expected.temperature(), actual.temperature());
        assertClose(expected.temperatureLoss(), actual.temperatureLoss());
    }

    /// Relative to 1 where the value is smaller: means of values of size 1 may well be 0.
    private static void assertClose(double expected, double actual) {
        assertThat(actual).isCloseTo(expected, offset(1e-4 * Math.max(1, Math.abs(expected))));
    }

    private static void assertEqual(ActorCriticState expected, ActorCriticState actual) {
        assertClose(expected.actor().values(), actual.actor().values());
        assertClose(expected.critic().values(), actual.critic().values());
        assertClose(expected.target(), actual.target());
        assertClose(expected.logTemperature().values(), actual.logTemperature().values());
        assertClose(expected.critic().firstMoment(), actual.critic().firstMoment());
        assertClose(expected.critic().secondMoment(), actual.critic().secondMoment());
        assertThat(actual.actor().steps()).isEqualTo(expected.actor().steps());
        assertThat(actual.critic().steps()).isEqualTo(expected.critic().steps());
    }

    /// By the length of the difference against that of the whole.
    private static void assertClose(float[] expected, float[] actual) {
        double difference = 0;
        double whole = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            whole += Math.pow(expected[i], 2);
        }
        assertThat(Math.sqrt(difference)).isLessThanOrEqualTo(1e-4 * Math.sqrt(whole));
    }

    private static void assertSame(ActorCriticState expected, ActorCriticState actual) {
        assertSame(expected.actor(), actual.actor());
        assertSame(expected.critic(), actual.critic());
        assertSame(expected.logTemperature(), actual.logTemperature());
        assertThat(Arrays.equals(expected.target(), actual.target())).isTrue();
    }

    private static void assertSame(ActorCriticState.Optimised expected, ActorCriticState.Optimised actual) {
        assertThat(Arrays.equals(expected.values(), actual.values())).isTrue();
        assertThat(Arrays.equals(expected.firstMoment(), actual.firstMoment())).isTrue();
        assertThat(Arrays.equals(expected.secondMoment(), actual.secondMoment()))
                .isTrue();
        assertThat(actual.steps()).isEqualTo(expected.steps());
    }
}
