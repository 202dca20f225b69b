package io.teleloop.sim.task;

import io.teleloop.sim.task.picklift.PickLift;
import io.teleloop.sim.task.pusht.PushT;
import java.util.List;

/// The tasks that exist, by name.
public final class Tasks {
    private static final List<Task> ALL = List.of(new PegInsertion(), new PickLift(), new PushT());

    private Tasks() {}

    /// All tasks, in the order in which they are shown.
    public static List<Task> all() {
        return ALL;
    }

    /// The task of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Task named(String name) {
        return ALL.stream().filter(task -> task.name().equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = ALL.stream().map(Task::name).toList();
            return new IllegalArgumentException("There is no task '" + name + "'; there are " + names);
        });
    }
}
