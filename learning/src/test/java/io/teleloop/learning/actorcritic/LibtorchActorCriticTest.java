package io.teleloop.learning.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Networks without hidden layers, one observation and one action, so that every loss can be written down by hand:
/// critic i is q = a_i * observation + b_i * action + c_i.
class LibtorchActorCriticTest {
    private static final Offset<Double> CLOSE = within(1e-6);
    private static final double OBSERVATION = 0.5;
    private static final double ACTION = -0.25;
    private static final double REWARD = 1;
    private static final double DISCOUNT = 0.9;
    private static final double NEXT = -1;
    private static final double NOISE = 0.5;

    /// Actor: mean = 0.3 * observation + 0.1, log standard deviation = -0.5.
    private static final float[] ACTOR = {0.3f, 0, 0.1f, -0.5f};
    /// [3 heads x (observation, action)] weights, then 3 biases.
    private static final float[] CRITICS = {1, 2, -1, 0.5f, 0.25f, -2, 0.1f, 0.2f, -0.3f};
    private static final float[] TARGETS = {0.5f, 1, -0.5f, 2, 1, -1, 0, 0.4f, -0.6f};
    private static final double ALPHA = 0.2;

    private static final Distribution GAUSSIAN = new Distribution.TanhGaussian(-20, 2, ALPHA, -0.5, 0.01);

    private static ActorCriticConfig config(Distribution distribution, boolean entropyBackup, double residualScale) {
        return new ActorCriticConfig(
                1,
                1,
                new ActorCriticConfig.Actor(List.of(), Activation.RELU, false, distribution, 0.01, 0),
                new ActorCriticConfig.Critic(List.of(), Activation.RELU, false, 3, 2, entropyBackup, 0.01, 0, 0.25),
                residualScale,
                0);
    }

    private static ActorCriticState state(float[] actor) {
        return new ActorCriticState(
                fresh(actor), fresh(CRITICS), TARGETS, fresh(new float[] {(float) Math.log(ALPHA)}));
    }

    private static ActorCriticState.Optimised fresh(float[] values) {
        return new ActorCriticState.Optimised(values, new float[values.length], new float[values.length], 0);
    }

    private static Batch batch(double discount, float... base) {
        Batch batch = new Batch(1, 1, 1, base.length);
        batch.observations[0] = (float) OBSERVATION;
        batch.actions[0] = (float) ACTION;
        batch.rewards[0] = (float) REWARD;
        batch.discounts[0] = (float) discount;
        batch.nextObservations[0] = (float) NEXT;
        System.arraycopy(base, 0, batch.baseActions, 0, base.length);
        System.arraycopy(base, 0, batch.nextBaseActions, 0, base.length);
        return batch;
    }

    private static float[] noise(double value) {
        return new float[] {(float) value};
    }

    private static double q(float[] heads, int head, double observation, double action) {
        return heads[2 * head] * observation + heads[2 * head + 1] * action + heads[6 + head];
    }

    private static double meanQ(double observation, double action) {
        return (q(CRITICS, 0, observation, action)
                        + q(CRITICS, 1, observation, action)
                        + q(CRITICS, 2, observation, action))
                / 3;
    }

    private static double criticLoss(double target) {
        double sum = 0;
        for (int head = 0; head < 3; head++) {
            sum += Math.pow(q(CRITICS, head, OBSERVATION, ACTION) - target, 2);
        }
        return sum / 3;
    }

    private static double u(double observation) {
        return 0.3 * observation + 0.1 + Math.exp(-0.5) * NOISE;
    }

    private static double logProbability(double u) {
        double normal = -0.5 * NOISE * NOISE + 0.5 - 0.5 * Math.log(2 * Math.PI);
        return normal - Math.log(1 - Math.tanh(u) * Math.tanh(u));
    }

    @Test
    void theTargetShouldBeTheMinimumOfTheChosenHeadsAtTheActorsNextAction() {
        try (ActorCritic engine = new LibtorchActorCritic(config(GAUSSIAN, false, 0), state(ACTOR))) {
            double next = Math.tanh(u(NEXT));
            double minimum = Math.min(q(TARGETS, 0, NEXT, next), q(TARGETS, 1, NEXT, next));
            double unchosen = q(TARGETS, 2, NEXT, next);
            assertThat(unchosen).isLessThan(minimum);
            double target = REWARD + DISCOUNT * minimum;
            CriticLoss loss = engine.updateCritic(batch(DISCOUNT), noise(NOISE), new int[] {0, 1});
            assertThat(loss.loss()).isCloseTo(criticLoss(target), CLOSE);
            assertThat(loss.meanTarget()).isCloseTo(target, CLOSE);
            assertThat(loss.meanValue()).isCloseTo(meanQ(OBSERVATION, ACTION), CLOSE);
        }
    }

    @Test
    void theTargetShouldBeCutOffOutsideOfThePossibleReturns() {
        assertTarget(new ActorCriticConfig.Interval(-9, -0.5), -0.5);
        assertTarget(new ActorCriticConfig.Interval(2, 9), 2);
    }

    private static void assertTarget(ActorCriticConfig.Interval returns, double target) {
        ActorCriticConfig unbounded = config(GAUSSIAN, false, 0);
        ActorCriticConfig bounded = new ActorCriticConfig(
                1, 1, unbounded.actor(), unbounded.critic().withReturns(returns), 0, 0);
        try (ActorCritic engine = new LibtorchActorCritic(bounded, state(ACTOR))) {
            CriticLoss loss = engine.updateCritic(batch(DISCOUNT), noise(NOISE), new int[] {0, 1});
            assertThat(loss.meanTarget()).isCloseTo(target, CLOSE);
            assertThat(loss.loss()).isCloseTo(criticLoss(target), CLOSE);
        }
    }

    @Test
    void theTargetShouldHoldTheNextActionsEntropyOnlyWhenItIsBackedUp() {
        try (ActorCritic engine = new LibtorchActorCritic(config(GAUSSIAN, true, 0), state(ACTOR))) {
            double next = Math.tanh(u(NEXT));
            double minimum = Math.min(q(TARGETS, 1, NEXT, next), q(TARGETS, 2, NEXT, next));
            double target = REWARD + DISCOUNT * (minimum - ALPHA * logProbability(u(NEXT)));
            CriticLoss loss = engine.updateCritic(batch(DISCOUNT), noise(NOISE), new int[] {1, 2});
            assertThat(loss.loss()).isCloseTo(criticLoss(target), CLOSE);
        }
    }

    @Test
    void nothingShouldBeExpectedAfterTheTaskHasEnded() {
        try (ActorCritic engine = new LibtorchActorCritic(config(GAUSSIAN, true, 0), state(ACTOR))) {
            CriticLoss loss = engine.updateCritic(batch(0), noise(NOISE), new int[] {0, 2});
            assertThat(loss.meanTarget()).isCloseTo(REWARD, CLOSE);
            assertThat(loss.loss()).isCloseTo(criticLoss(REWARD), CLOSE);
        }
    }

    @Test
    void everyHeadShouldStepAgainstItsErrorAndTheTargetsShouldFollow() {
        try (ActorCritic engine = new LibtorchActorCritic(config(GAUSSIAN, false, 0), state(ACTOR))) {
            engine.updateCritic(batch(0), noise(NOISE), new int[] {0, 1});
            ActorCriticState after = engine.state();
            for (int head = 0; head < 3; head++) {
                double error = q(CRITICS, head, OBSERVATION, ACTION) - REWARD;
                int bias = 6 + head;
                assertThat((double) after.critic().values()[bias])
                        .isCloseTo(CRITICS[bias] - 0.01 * Math.signum(error), CLOSE);
                assertThat((double) after.target()[bias])
                        .isCloseTo(TARGETS[bias] + 0.25 * (after.critic().values()[bias] - TARGETS[bias]), CLOSE);
            }
            assertThat(after.actor().values()).containsExactly(ACTOR);
        }
    }

    @Test
    void theActorShouldClimbTheMeanOfAllCriticsAndTheTemperatureHoldTheEntropy() {
        try (ActorCritic engine = new LibtorchActorCritic(config(GAUSSIAN, false, 0), state(ACTOR))) {
            double u = u(OBSERVATION);
            ActorLoss loss = engine.updateActor(batch(DISCOUNT), noise(NOISE));
            assertThat(loss.loss()).isCloseTo(ALPHA * logProbability(u) - meanQ(OBSERVATION, Math.tanh(u)), CLOSE);
            assertThat(loss.entropy()).isCloseTo(-logProbability(u), CLOSE);
            assertThat(loss.temperature()).isCloseTo(ALPHA, CLOSE);
            assertThat(loss.temperatureLoss()).isCloseTo(ALPHA * (-logProbability(u) + 0.5), CLOSE);
            ActorCriticState after = engine.state();
            // There is more entropy than is asked for, so it is paid less.
            assertThat((double) after.logTemperature().values()[0]).isCloseTo(Math.log(ALPHA) - 0.01, CLOSE);
            double slope = (2 + 0.5 - 2) / 3.0 * (1 - Math.tanh(u) * Math.tanh(u)) - ALPHA * 2 * Math.tanh(u);
            assertThat((double) after.actor().firstMoment()[2]).isCloseTo(-0.1 * slope, CLOSE);
            assertThat(after.critic().values()).containsExactly(CRITICS);
        }
    }

    @Test
    void whatWasDemonstratedShouldPullTheActor() {
        ActorCriticConfig plain = config(GAUSSIAN, false, 0);
        ActorCriticConfig imitating = new ActorCriticConfig(1, 1, plain.actor().withImitation(3), plain.critic(), 0, 0);
        Batch demonstrated = batch(DISCOUNT);
        demonstrated.demonstrated[0] = 1;
        try (ActorCritic engine = new LibtorchActorCritic(imitating, state(ACTOR))) {
            double u = u(OBSERVATION);
            double loss = ALPHA * logProbability(u) - meanQ(OBSERVATION, Math.tanh(u));
            double apart = Math.tanh(u) - ACTION;
            assertThat(engine.updateActor(batch(DISCOUNT), noise(NOISE)).loss()).isCloseTo(loss, CLOSE);
            engine.restore(state(ACTOR));
            assertThat(engine.updateActor(demonstrated, noise(NOISE)).loss())
                    .isCloseTo(loss + 3 * apart * apart, CLOSE);
            double slope = (2 + 0.5 - 2) / 3.0 * (1 - Math.tanh(u) * Math.tanh(u)) - ALPHA * 2 * Math.tanh(u);
            double pull = 3 * 2 * apart * (1 - Math.tanh(u) * Math.tanh(u));
            assertThat((double) engine.state().actor().firstMoment()[2]).isCloseTo(0.1 * (pull - slope), CLOSE);
        }
    }

    @Test
    void aFreshResidualShouldLeaveTheBaseAsItIs() {
        ActorCriticConfig config = config(new Distribution.FixedNoise(0.1, 0.3), false, 0.2);
        float[] fresh =
                ActorCriticState.initial(config, new SeededGenerator(1)).actor().values();
        assertThat(fresh).containsOnly(0);
        try (ActorCritic engine = new LibtorchActorCritic(config, state(fresh))) {
            ActorLoss loss = engine.updateActor(batch(DISCOUNT, 0.6f), noise(0));
            assertThat(loss.loss()).isCloseTo(-meanQ(OBSERVATION, 0.6), CLOSE);
        }
    }

    @Test
    void aResidualShouldBeScaledSmoothedAndAddedToTheBase() {
        ActorCriticConfig config = config(new Distribution.FixedNoise(0.1, 0.3), false, 0.2);
        float[] actor = {0.3f, 0.5f, 0.1f};
        try (ActorCritic engine = new LibtorchActorCritic(config, state(actor))) {
            double own = 0.2 * Math.tanh(0.3 * NEXT + 0.5 * 0.6 + 0.1);
            assertThat(target(engine, 2)).isCloseTo(valueOf(0.6 + own + 0.2), CLOSE);
        }
        try (ActorCritic engine = new LibtorchActorCritic(config, state(actor))) {
            double own = 0.2 * Math.tanh(0.3 * NEXT + 0.5 * 0.6 + 0.1);
            assertThat(target(engine, -5)).as("noise is cut").isCloseTo(valueOf(0.6 + own - 0.3), CLOSE);
        }
    }

    private static double target(ActorCritic engine, double noise) {
        return engine.updateCritic(batch(DISCOUNT, 0.6f), noise(noise), new int[] {0, 1})
                .meanTarget();
    }

    private static double valueOf(double next) {
        return REWARD + DISCOUNT * Math.min(q(TARGETS, 0, NEXT, next), q(TARGETS, 1, NEXT, next));
    }

    @Test
    void anActionAtTheLimitShouldBeAbleToComeBack() {
        ActorCriticConfig config = config(new Distribution.FixedNoise(0.1, 0.3), false, 0.2);
        try (ActorCritic engine = new LibtorchActorCritic(config, state(new float[] {0, 0, 0.5f}))) {
            ActorLoss loss = engine.updateActor(batch(DISCOUNT, 1), noise(0));
            assertThat(loss.loss()).isCloseTo(-meanQ(OBSERVATION, 1), CLOSE);
            assertThat(engine.state().actor().firstMoment()[2]).isNotZero();
        }
    }

    @Test
    void aRestoredEngineShouldGoOnBitForBit() {
        ActorCriticConfig config = config(GAUSSIAN, true, 0);
        try (ActorCritic engine = new LibtorchActorCritic(config, state(ACTOR))) {
            engine.updateCritic(batch(DISCOUNT), noise(0.3), new int[] {0, 1});
            engine.updateActor(batch(DISCOUNT), noise(0.1));
            try (ActorCritic restored = new LibtorchActorCritic(config, state(new float[4]))) {
                restored.restore(engine.state());
                assertThat(restored.updateCritic(batch(DISCOUNT), noise(0.2), new int[] {1, 2}))
                        .isEqualTo(engine.updateCritic(batch(DISCOUNT), noise(0.2), new int[] {1, 2}));
                assertThat(restored.updateActor(batch(DISCOUNT), noise(0.2)))
                        .isEqualTo(engine.updateActor(batch(DISCOUNT), noise(0.2)));
                assertThat(restored.state().actor().values())
                        .containsExactly(engine.state().actor().values());
            }
        }
    }

    @Test
    void aBatchOfOtherSizesShouldBeRefused() {
        try (ActorCritic engine = new LibtorchActorCritic(config(GAUSSIAN, true, 0), state(ACTOR))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.updateActor(batch(DISCOUNT, 0.5f), noise(0)))
                    .withMessageContaining("base actions of 1");
        }
    }
}
