package io.teleloop.learning.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.algorithm.Algorithm;
import io.teleloop.learning.algorithm.BehaviourCloning;
import io.teleloop.learning.algorithm.HilSerl;
import io.teleloop.learning.algorithm.ImitationConfig;
import io.teleloop.learning.algorithm.OffPolicyAlgorithm;
import io.teleloop.learning.algorithm.ResFit;
import io.teleloop.learning.algorithm.Rlif;
import io.teleloop.learning.algorithm.Rlpd;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyDecision;
import io.teleloop.policy.PolicyRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// From steps to a policy that does the task, through exported networks all the way, as on a robot.
class LearnsToReachTest {
    private static final double BAR = 0.9;
    private static final int MOST_STEPS = 8000;
    private static final int EVALUATE_EVERY = 400;
    private static final int EVALUATION_EPISODES = 20;
    private static final List<Integer> HIDDEN = List.of(48, 48);
    private static final OffPolicyAlgorithm.Schedule SCHEDULE = new OffPolicyAlgorithm.Schedule(64, 2, 1, 100, 0);

    /// Someone who takes over when the robot gets no nearer to the goal.
    private enum Intervener {
        NOBODY,
        EXPERT
    }

    @Test
    void rlpdShouldLearnFromAFewDemonstrationsAndItsOwnTrials() {
        Algorithm algorithm = Rlpd.DEFAULT
                .withNetworks(faster(Rlpd.networks(HIDDEN, 4, 2, 0.02)))
                .withSchedule(SCHEDULE);
        assertThat(successAfterLearning(algorithm, Intervener.NOBODY, null)).isGreaterThanOrEqualTo(BAR);
    }

    @Test
    void hilSerlShouldLearnFromInterventions() {
        Algorithm algorithm =
                HilSerl.DEFAULT.withNetworks(faster(HilSerl.networks(HIDDEN))).withSchedule(SCHEDULE);
        assertThat(successAfterLearning(algorithm, Intervener.EXPERT, null)).isGreaterThanOrEqualTo(BAR);
    }

    @Test
    void rlifShouldLearnWithoutAnyRewardOfTheTask() {
        Algorithm algorithm = Rlif.DEFAULT
                .withNetworks(faster(Rlpd.networks(HIDDEN, 4, 2, 0.02)))
                .withSchedule(SCHEDULE);
        assertThat(successAfterLearning(algorithm, Intervener.EXPERT, null)).isGreaterThanOrEqualTo(BAR);
    }

    @Test
    void aResidualShouldMendAPoorBase() {
        PolicyBundle poor = poorBase();
        try (PolicyRunner runner = PolicyRunner.open(poor)) {
            assertThat(evaluate(runner)).isLessThan(0.3);
        }
        Algorithm algorithm = ResFit.DEFAULT
                .withNetworks(faster(ResFit.networks(new ResFit.Residual(HIDDEN, 4, 1e-4, 1e-5, 0.4, 0.05, 0))))
                .withSchedule(new OffPolicyAlgorithm.Schedule(64, 2, 1, 200, 200));
        assertThat(successAfterLearning(algorithm, Intervener.NOBODY, poor)).isGreaterThanOrEqualTo(BAR);
    }

    /// The papers' learning rates are for longer runs.
    private static OffPolicyAlgorithm.Networks faster(OffPolicyAlgorithm.Networks networks) {
        double rate = 1e-3;
        return (observationSize, actionSize) -> {
            ActorCriticConfig slow = networks.of(observationSize, actionSize);
            ActorCriticConfig.Actor a = slow.actor();
            ActorCriticConfig.Critic c = slow.critic();
            return new ActorCriticConfig(
                    observationSize,
                    actionSize,
                    new ActorCriticConfig.Actor(
                            a.hidden(), a.activation(), a.layerNorm(), a.distribution(), rate, a.weightDecay()),
                    new ActorCriticConfig.Critic(
                            c.hidden(),
                            c.activation(),
                            c.layerNorm(),
                            c.heads(),
                            c.targetHeads(),
                            c.entropyBackup(),
                            rate,
                            c.weightDecay(),
                            0.01),
                    slow.residualScale(),
                    slow.maxGradientNorm());
        };
    }

    /// Cloned from demonstrations that end beside the goal.
    private static PolicyBundle poorBase() {
        BehaviourCloning cloning = new BehaviourCloning(
                new ImitationConfig(HIDDEN, true, 3e-3, 0, 64, 100, 10_000, 0, 0.05),
                BehaviourCloning.Head.DETERMINISTIC);
        SeededGenerator random = new SeededGenerator(5);
        try (LearningSession session = new LearningSession(config(cloning), null)) {
            for (int i = 0; i < 5; i++) {
                session.addDemonstration("beside-" + i, ReachWorld.demonstration(random, "beside-" + i, -0.12, 0.05));
            }
            while (session.updateDue()) {
                session.update();
            }
            return bundle(session, "poor", null);
        }
    }

    private static LearningConfig config(Algorithm algorithm) {
        return new LearningConfig(algorithm, ReachWorld.ROBOT, 10, 5, 11);
    }

    private static PolicyBundle bundle(LearningSession session, String id, @Nullable PolicyBundle base) {
        PolicyDraft draft = session.draft();
        return PolicyBundle.of(
                draft.card(id, 1, 0, "key", Map.of()), draft.network().onnx(), base);
    }

    private static LearningBase learningBase(PolicyBundle bundle) {
        return new LearningBase(bundle.card(), "key", bundle.cardSha256(), observations -> {
            try (PolicyRunner runner = PolicyRunner.open(bundle)) {
                List<float[]> actions = new ArrayList<>();
                observations.forEach(
                        observation -> actions.add(runner.act(observation).action()));
                return actions;
            }
        });
    }

    /// Trains until the policy without noise and without help is good enough, or for as long as it may.
    private static double successAfterLearning(
            Algorithm algorithm, Intervener intervener, @Nullable PolicyBundle base) {
        SeededGenerator random = new SeededGenerator(3);
        LearningBase below = base == null ? null : learningBase(base);
        try (LearningSession session = new LearningSession(config(algorithm), below)) {
            for (int i = 0; i < 5; i++) {
                session.addDemonstration("demo-" + i, ReachWorld.demonstration(random, "demo-" + i, 0, 0));
            }
            double success = 0;
            int steps = 0;
            int evaluateAt = EVALUATE_EVERY;
            for (int episode = 0; steps < MOST_STEPS && success < BAR; episode++) {
                steps += live(session, random, "episode-" + episode, intervener, base);
                if (steps >= evaluateAt) {
                    evaluateAt += EVALUATE_EVERY;
                    try (PolicyRunner runner = PolicyRunner.open(bundle(session, "learned", base))) {
                        success = evaluate(runner);
                    }
                }
            }
            return success;
        }
    }

    /// One episode of an exploring policy, with updates as they are due.
    private static int live(
            LearningSession session,
            SeededGenerator random,
            String episodeId,
            Intervener intervener,
            @Nullable PolicyBundle base) {
        ReachWorld world = new ReachWorld();
        world.reset(random);
        try (PolicyRunner runner = PolicyRunner.exploring(bundle(session, "learned", base), random)) {
            ActionMapping mapping = new ActionMapping(runner.card().action(), ReachWorld.ROBOT.getActionSpace());
            int intervention = 0;
            int helpUntil = -1;
            double nearest = world.distance();
            for (int i = 0; i < ReachWorld.TIME_LIMIT; i++) {
                PolicyDecision decision = runner.act(world.observation());
                float[] wanted = mapping.toRobot(decision.action());
                if (intervener == Intervener.EXPERT && i >= helpUntil && i % 4 == 3) {
                    if (world.distance() > nearest - 0.05) {
                        intervention++;
                        helpUntil = i + 4;
                    }
                    nearest = world.distance();
                }
                boolean helped = i < helpUntil;
                float[] velocity = helped ? world.expert(0, 0) : wanted;
                Step.Builder step = world.step(episodeId, i, velocity, helped ? Actor.Kind.OPERATOR : Actor.Kind.POLICY)
                        .setInterventionId(helped ? intervention : 0);
                for (float value : wanted) {
                    step.addPolicyAction(value);
                }
                if (base != null) {
                    for (float value : mapping.toRobot(decision.baseAction())) {
                        step.addBaseAction(value);
                    }
                }
                boolean reached = world.reached();
                step.setReward(reached ? 1 : 0)
                        .setTerminated(reached)
                        .setTruncated(!reached && i == ReachWorld.TIME_LIMIT - 1);
                session.addStep(step.build());
                while (session.updateDue()) {
                    session.update();
                }
                if (reached) {
                    return i + 1;
                }
                world.move(velocity);
            }
        }
        return ReachWorld.TIME_LIMIT;
    }

    private static double evaluate(PolicyRunner runner) {
        SeededGenerator random = new SeededGenerator(99);
        ActionMapping mapping = new ActionMapping(runner.card().action(), ReachWorld.ROBOT.getActionSpace());
        int successes = 0;
        for (int episode = 0; episode < EVALUATION_EPISODES; episode++) {
            ReachWorld world = new ReachWorld();
            world.reset(random);
            runner.reset();
            for (int i = 0; i < ReachWorld.TIME_LIMIT && !world.reached(); i++) {
                world.move(mapping.toRobot(runner.act(world.observation()).action()));
            }
            successes += world.reached() ? 1 : 0;
        }
        return (double) successes / EVALUATION_EPISODES;
    }
}
