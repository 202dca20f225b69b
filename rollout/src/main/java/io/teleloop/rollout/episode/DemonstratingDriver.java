package io.teleloop.rollout.episode;

import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.world.Actions;
import io.teleloop.sim.world.Sight;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A scripted expert demonstrates; no policy runs.
public final class DemonstratingDriver implements Driver {
    private static final String NAME = "simulated-expert";

    private final Task task;
    private final double skill;
    private @Nullable ScriptedExpert expert;

    /// @param skill 0 to 1
    public DemonstratingDriver(Task task, double skill) {
        this.task = task;
        this.skill = skill;
    }

    @Override
    public void begin(long seed) {
        expert = task.expert(skill, seed);
    }

    @Override
    public Decision decide(Sight sight) {
        return Decision.ofDemonstration(
                Actions.vector(Objects.requireNonNull(expert).act(sight.scene())), NAME);
    }
}
