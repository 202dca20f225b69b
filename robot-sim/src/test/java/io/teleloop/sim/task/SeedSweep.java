package io.teleloop.sim.task;

import io.teleloop.sim.Environment;
import io.teleloop.sim.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// The rollouts of a task's expert from the start states 0 to n - 1, spread over two simulators.
///
/// @param rollouts one a seed, in the order of seeds
public record SeedSweep(List<Rollout> rollouts) {
    private static final int SIMULATORS = 2;

    /// Runs the sweep.
    ///
    /// @param skill of the expert, 0 to 1
    /// @param delay control periods by which its observations are late
    public static SeedSweep run(Task task, int seeds, double skill, int delay) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(SIMULATORS)) {
            List<Callable<List<Rollout>>> shares = IntStream.range(0, SIMULATORS)
                    .<Callable<List<Rollout>>>mapToObj(share -> () -> share(task, share, seeds, skill, delay))
                    .toList();
            List<List<Rollout>> results = new ArrayList<>();
            for (Future<List<Rollout>> result : workers.invokeAll(shares)) {
                results.add(result.get());
            }
            return new SeedSweep(IntStream.range(0, seeds)
                    .mapToObj(seed -> results.get(seed % SIMULATORS).get(seed / SIMULATORS))
                    .toList());
        }
    }

    private static List<Rollout> share(Task task, int first, int seeds, double skill, int delay) {
        Environment environment = new Environment(task);
        List<Rollout> rollouts = new ArrayList<>();
        for (int seed = first; seed < seeds; seed += SIMULATORS) {
            rollouts.add(Rollout.run(environment, task.expert(skill, seed), seed, delay));
        }
        return rollouts;
    }

    /// Share of successful rollouts.
    public double successRate() {
        return rollouts.stream().filter(Rollout::success).count() / (double) rollouts.size();
    }

    /// Mean duration of all rollouts, failed ones included (s).
    public double meanSeconds() {
        return rollouts.stream().mapToDouble(Rollout::seconds).average().orElseThrow();
    }
}
