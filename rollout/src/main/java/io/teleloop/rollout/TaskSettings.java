package io.teleloop.rollout;

import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How a task is trained in simulation: the one place for what differs from task to task.
///
/// @param timeLimit of an episode (s); shorter than the task's own, since an expert needs a fraction of it
/// @param patience seconds without progress that a helping person watches
/// @param longestHelp seconds after which a helping person gives back in any case
/// @param disagreement difference of the actions from which on a disagreeing person finds the policy's worse
public record TaskSettings(Task task, double timeLimit, double patience, double longestHelp, double disagreement) {
    private static final Map<String, TaskSettings> ALL = byName(List.of(
            // The expert needs 4 to 9 s, some of them for a search by feel that shows no progress.
            new TaskSettings(Tasks.named("peg-insertion"), 15, 5, 5, 0.3),
            // 3.4 s; the cube's height is all the progress there is, and it comes late.
            new TaskSettings(Tasks.named("pick-lift"), 10, 4, 4, 0.4),
            // 9.8 s; strokes end without progress now and then.
            new TaskSettings(Tasks.named("push-t"), 30, 4, 8, 0.3)));

    private static Map<String, TaskSettings> byName(List<TaskSettings> settings) {
        return settings.stream()
                .collect(Collectors.toMap(setting -> setting.task().name(), setting -> setting));
    }

    /// @throws IllegalArgumentException when there is no such task
    public static TaskSettings of(String task) {
        TaskSettings settings = ALL.get(Tasks.named(task).name());
        if (settings == null) {
            throw new IllegalArgumentException("task '" + task + "' has no training settings");
        }
        return settings;
    }
}
