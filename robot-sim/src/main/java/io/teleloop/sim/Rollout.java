package io.teleloop.sim;

import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ScriptedExpert;
import java.util.ArrayDeque;
import java.util.Deque;

/// One episode of an expert in an environment.
///
/// @param success whether the goal was reached within the task's time limit
/// @param seconds simulated time that the expert needed, or the limit (s)
/// @param periods control periods
public record Rollout(boolean success, double seconds, int periods) {
    /// Runs one episode.
    ///
    /// @param seed  of the start state
    /// @param delay control periods by which the expert's observations are late, as over a network
    public static Rollout run(Environment environment, ScriptedExpert expert, long seed, int delay) {
        ExpertObservation newest = environment.reset(seed);
        Deque<ExpertObservation> late = new ArrayDeque<>();
        for (int i = 0; i <= delay; i++) {
            late.add(newest);
        }
        int limit = (int) Math.round(environment.task().timeLimit() / Environment.PERIOD);
        int periods = 0;
        while (periods < limit && !environment.succeeded()) {
            late.add(environment.step(expert.act(late.remove())));
            periods++;
        }
        return new Rollout(environment.succeeded(), periods * Environment.PERIOD, periods);
    }
}
