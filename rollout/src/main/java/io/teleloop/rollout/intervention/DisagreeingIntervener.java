package io.teleloop.rollout.intervention;

import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.world.Actions;
import io.teleloop.sim.world.Sight;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Intervenes as RLIF simulates it (Luo et al., "RLIF: Interactive Imitation Learning as Reinforcement Learning",
/// 2024): with a high probability where the policy's action looks worse than the person's own, with a low one where
/// it does not, each time for a few ticks.
///
/// The paper compares the reference critic's values of both actions by a factor. Here no critic judges: an action looks
/// worse when it differs from the person's by more than a margin, as shares of the arm's fastest motions.
public final class DisagreeingIntervener implements Intervener {
    private static final double WHEN_WORSE = 0.95;
    private static final double WHEN_FINE = 0.05;
    private static final int TICKS = 4;
    private static final double[] SCALE = {
        SimulatedArm.MAX_SPEED, SimulatedArm.MAX_SPEED, SimulatedArm.MAX_SPEED,
        SimulatedArm.MAX_TURN, SimulatedArm.MAX_TURN, SimulatedArm.MAX_TURN,
        SimulatedArm.MAX_OPENING
    };

    private final Task task;
    private final double skill;
    private final double margin;
    private SplittableRandom random = new SplittableRandom(0);
    private @Nullable ScriptedExpert expert;
    private int ticksLeft;

    /// @param skill of the person, 0 to 1
    /// @param margin difference of the actions beyond which the policy's looks worse: 1 is the arm's fastest motion
    public DisagreeingIntervener(Task task, double skill, double margin) {
        this.task = task;
        this.skill = skill;
        this.margin = margin;
    }

    @Override
    public void begin(long seed) {
        random = new SplittableRandom(seed);
        expert = task.expert(skill, random.nextLong());
        ticksLeft = 0;
    }

    @Override
    public Optional<Action> watch(Sight sight, float[] policyAction) {
        // The person follows the whole episode, also while the policy drives.
        Action own = Objects.requireNonNull(expert).act(sight.scene());
        if (ticksLeft == 0) {
            boolean worse = difference(Actions.vector(own), policyAction) > margin;
            ticksLeft = random.nextDouble() < (worse ? WHEN_WORSE : WHEN_FINE) ? TICKS : 0;
        }
        if (ticksLeft == 0) {
            return Optional.empty();
        }
        ticksLeft--;
        return Optional.of(own);
    }

    private static double difference(float[] own, float[] policy) {
        double sum = 0;
        for (int i = 0; i < SCALE.length; i++) {
            double apart = (own[i] - policy[i]) / SCALE[i];
            sum += apart * apart;
        }
        return Math.sqrt(sum);
    }
}
