package io.teleloop.rollout.intervention;

import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.world.Sight;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Helps as the operators of HIL-SERL do (Luo et al., "Precise and Dexterous Robotic Manipulation via Human-in-the-Loop
/// Reinforcement Learning", 2024): lets the policy try, takes over when it gets nowhere, loses ground or pushes too
/// hard for long, and gives back as soon as it is further than it was, or after a while. Who had to help once already
/// in an episode finishes it the second time, so that there is a success to learn from.
///
/// So a policy that makes steady progress is never interrupted. Each intervention has a fresh expert, which finds its
/// way from wherever the arm is.
public final class HelpingIntervener implements Intervener {
    /// Shares of progress (0 to 1) that do not count as getting on, that count as losing ground, and that an
    /// intervention must win before the person gives back.
    private static final double NOTHING = 0.01;
    private static final double SETBACK = 0.2;
    private static final double WON = 0.1;
    /// Force at the wrist that the person does not watch idly (N): if it lasts, it turns what is held in the gripper,
    /// and then nobody can help any more.
    private static final double TOO_HARD = 15;
    /// How long it may last (s): whoever searches for a hole by feel pushes now and then.
    private static final double LONGEST_PUSH = 1;
    /// Longest hesitation before a person who has seen enough takes over (s).
    private static final double REACTION = 0.3;

    /// Interventions of an episode that end before the task is done.
    private static final int CHANCES = 1;

    private final Task task;
    private final double skill;
    private final double patience;
    private final double longest;
    private SplittableRandom random = new SplittableRandom(0);
    private @Nullable ScriptedExpert expert;
    private double best;
    private double bestAt;
    private double gentleAt;
    private double reaction;
    private double givesBackAt;
    private double wanted;
    private int interventions;

    /// @param skill of the person, 0 to 1
    /// @param patience seconds without progress after which the person takes over
    /// @param longest seconds after which the person gives back the first time in any case
    public HelpingIntervener(Task task, double skill, double patience, double longest) {
        this.task = task;
        this.skill = skill;
        this.patience = patience;
        this.longest = longest;
    }

    @Override
    public void begin(long seed) {
        random = new SplittableRandom(seed);
        expert = null;
        best = Double.NEGATIVE_INFINITY;
        gentleAt = Double.POSITIVE_INFINITY;
        interventions = 0;
        reaction = REACTION * random.nextDouble();
    }

    @Override
    public Optional<Action> watch(Sight sight, float[] policyAction) {
        double now = sight.scene().time();
        if (expert == null && isNeeded(sight, now)) {
            expert = task.expert(skill, random.nextLong());
            boolean finishes = interventions >= CHANCES;
            givesBackAt = finishes ? Double.POSITIVE_INFINITY : now + longest;
            wanted = finishes ? Double.POSITIVE_INFINITY : best + WON;
            interventions++;
        } else if (expert != null && (sight.progress() > wanted || now >= givesBackAt)) {
            expert = null;
            best = sight.progress();
            bestAt = now;
            gentleAt = now;
            reaction = REACTION * random.nextDouble();
        }
        return expert == null ? Optional.empty() : Optional.of(expert.act(sight.scene()));
    }

    private boolean isNeeded(Sight sight, double now) {
        if (sight.progress() > best + NOTHING) {
            best = sight.progress();
            bestAt = now;
        }
        if (sight.scene().wrench().force().norm() <= TOO_HARD) {
            gentleAt = now;
        }
        return now - bestAt > patience + reaction || sight.progress() < best - SETBACK || now - gentleAt > LONGEST_PUSH;
    }
}
