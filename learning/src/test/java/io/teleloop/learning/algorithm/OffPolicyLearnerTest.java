package io.teleloop.learning.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.ActorLoss;
import io.teleloop.learning.actorcritic.CriticLoss;
import io.teleloop.learning.actorcritic.LibtorchActorCritic;
import io.teleloop.learning.diffusion.SyntheticExperience;
import io.teleloop.learning.diffusion.TrajectoryDiffusion;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OffPolicyLearnerTest {
    private static final OffPolicyAlgorithm.Schedule SCHEDULE = new OffPolicyAlgorithm.Schedule(8, 2, 1, 1, 3);
    private static final float[] NONE = {};

    /// libtorch, with a look at what it is given.
    private static final class Watched implements ActorCritic {
        private final ActorCritic engine;
        private final List<float[]> rewards = new ArrayList<>();
        private final List<float[]> baseActions = new ArrayList<>();
        private final List<float[]> discounts = new ArrayList<>();
        private int actorUpdates;

        Watched(ActorCriticConfig config, ActorCriticState state) {
            engine = new LibtorchActorCritic(config, state);
        }

        @Override
        public ActorCriticConfig config() {
            return engine.config();
        }

        @Override
        public CriticLoss updateCritic(Batch batch, float[] nextNoise, int[] heads) {
            rewards.add(batch.rewards.clone());
            baseActions.add(batch.baseActions.clone());
            discounts.add(batch.discounts.clone());
            return engine.updateCritic(batch, nextNoise, heads);
        }

        @Override
        public ActorLoss updateActor(Batch batch, float[] noise) {
            actorUpdates++;
            return engine.updateActor(batch, noise);
        }

        @Override
        public ActorCriticState state() {
            return engine.state();
        }

        @Override
        public void restore(ActorCriticState state) {
            engine.restore(state);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private static Problem problem(@Nullable BasePolicy base) {
        return new Problem(
                1,
                new ActionSpec(List.of(new ActionSpec.Dimension("linear.x", "m/s", -1, 1)), List.of()),
                Normaliser.identity(1),
                base);
    }

    private static Transition lived(float reward, boolean intervention) {
        return new Transition(new float[1], new float[1], reward, 0.9f, new float[1], NONE, NONE, intervention, false);
    }

    private static Learner learner(OffPolicyAlgorithm algorithm, List<Watched> engines, @Nullable BasePolicy base) {
        return algorithm
                .withSchedule(SCHEDULE)
                .withEngine((config, state) -> {
                    engines.add(new Watched(config, state));
                    return engines.getLast();
                })
                .learner(problem(base), 1);
    }

    @Test
    void anInterventionShouldEnterBothStoresOfHilSerl() {
        List<Watched> engines = new ArrayList<>();
        try (Learner learner = learner(HilSerl.DEFAULT.withNetworks(HilSerl.networks(List.of(8))), engines, null)) {
            learner.addOnline(lived(0, false));
            learner.addOnline(lived(5, true));
            learner.update();
            float[] rewards = engines.getFirst().rewards.getFirst();
            for (int demonstrated = 1; demonstrated < rewards.length; demonstrated += 2) {
                assertThat(rewards[demonstrated]).isEqualTo(5);
            }
        }
    }

    @Test
    void anInterventionShouldStayAmongTheTrialsOfRlpd() {
        List<Watched> engines = new ArrayList<>();
        try (Learner learner = learner(Rlpd.DEFAULT.withNetworks(Rlpd.networks(List.of(8), 2, 2)), engines, null)) {
            learner.addDemonstration(new Trajectory("demo", List.of(lived(7, false))));
            learner.addOnline(lived(5, true));
            learner.update();
            assertThat(engines.getFirst().rewards.getFirst()).containsExactly(5, 7, 5, 7, 5, 7, 5, 7);
        }
    }

    @Test
    void syntheticTransitionsShouldTakeTheirShareOfEveryBatch() {
        SyntheticExperience.Config synthesis = new SyntheticExperience.Config(
                0.25, 1000, 4, 1, new TrajectoryDiffusion.Config(4, 4, 5, 4, 1e-3, 0.9, 4));
        List<Watched> engines = new ArrayList<>();
        try (Learner learner = learner(
                Rlpd.DEFAULT.withNetworks(Rlpd.networks(List.of(8), 2, 2)).withSynthesis(synthesis), engines, null)) {
            for (int i = 0; i < 8; i++) {
                learner.addOnline(lived(i, false));
            }
            learner.update();

            // A quarter of 8 rows, with rewards that nobody got.
            float[] rewards = engines.getFirst().rewards.getFirst();
            for (int row = 0; row < rewards.length; row++) {
                assertThat(rewards[row] == Math.rint(rewards[row]))
                        .as("row %d, reward %f, is real", row, rewards[row])
                        .isEqualTo(row < 6);
            }
            assertThatThrownBy(learner::save)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("synthetic");
        }
    }

    @Test
    void aResidualShouldAskItsBaseForDemonstrationsAndWarmUpItsCritics() {
        List<Watched> engines = new ArrayList<>();
        BasePolicy base = observations -> observations.stream()
                .map(observation -> new float[] {observation[0] / 10})
                .toList();
        try (Learner learner = learner(
                ResFit.DEFAULT.withNetworks(
                        ResFit.networks(new ResFit.Residual(List.of(8), 2, 1e-4, 1e-3, 0.1, 0.05, 0))),
                engines,
                base)) {
            learner.addDemonstration(new Trajectory(
                    "demo",
                    List.of(
                            Transition.of(new float[] {3}, new float[1], 0, 0.5f, new float[] {4}),
                            Transition.of(new float[] {4}, new float[1], 1, 0, new float[] {4}))));
            assertThat(learner.canUpdate()).isFalse();
            learner.addOnline(lived(0, false).withBase(new float[] {0.9f}, new float[1]));
            assertThat(learner.canUpdate()).isTrue();
            learner.update();
            Watched engine = engines.getFirst();
            float[] baseActions = engine.baseActions.getFirst();
            float[] rewards = engine.rewards.getFirst();
            for (int row = 0; row < baseActions.length; row++) {
                if (row % 2 == 0) {
                    assertThat(baseActions[row]).isEqualTo(0.9f);
                } else {
                    assertThat(baseActions[row]).isIn(0.3f, 0.4f);
                    assertThat(rewards[row])
                            .as("returns span several steps")
                            .isEqualTo(baseActions[row] == 0.3f ? 0.5f : 1);
                    assertThat(engine.discounts.getFirst()[row]).isZero();
                }
            }
            assertThat(engine.actorUpdates).isZero();
            learner.update();
            assertThat(engine.actorUpdates).isEqualTo(1);
        }
    }

    @Test
    void aMissingOrNeedlessBaseShouldBeRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResFit.DEFAULT.learner(problem(null), 1))
                .withMessageContaining("resfit corrects a frozen policy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rlpd.DEFAULT.learner(problem(observations -> observations), 1))
                .withMessageContaining("rlpd acts alone");
    }
}
