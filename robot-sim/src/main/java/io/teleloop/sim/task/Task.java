package io.teleloop.sim.task;

import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.mujoco.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/// A task of the simulated arm. Implementations are stateless: everything an episode needs lies in the simulation.
public interface Task {
    /// The stable name, in kebab case: `peg-insertion`.
    String name();

    /// What a person would be told to do, in one sentence.
    String instruction();

    /// The complete MJCF text: the shared arm and this task's objects.
    String mjcf();

    /// Names of the bodies whose poses are published with each observation.
    List<String> objects();

    /// Seconds after which an episode that has not succeeded counts as failed.
    double timeLimit();

    /// Puts arm and objects into a random start state; equal random streams give equal states, bit for bit.
    void reset(SimulatedArm arm, RandomGenerator random, ResetRange range);

    /// The same within the task's own range.
    default void reset(SimulatedArm arm, RandomGenerator random) {
        reset(arm, random, ResetRange.D0);
    }

    /// Whether the goal is reached now.
    boolean succeeded(Simulation simulation);

    /// How far the task is done, 0 to 1; 1 if and only if it succeeded. For display, not a reward.
    double progress(Simulation simulation);

    /// A new expert for one episode.
    ///
    /// @param skill 1 is the best; towards 0 it hesitates, errs and fails more
    /// @param seed  of the expert's own randomness
    ScriptedExpert expert(double skill, long seed);
}
