package io.teleloop.local.stack;

import io.teleloop.sim.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// @param home where the built modules lie: `home/MODULE/target/MODULE.jar`
/// @param dataDir all that the stack keeps
/// @param task what the simulated robot is set up for
public record StackConfig(Path home, Path dataDir, StackPorts ports, String task) {
    /// The one operator of a single machine.
    public static final String OPERATOR = "operator";
    /// The robot that the stack runs itself.
    public static final String ROBOT = "sim-1";

    public static final String BUCKET = "teleloop";

    /// Every robot that may connect: the stack's own, and one a task that `./teleloop robot` can add.
    static List<String> robots() {
        return Stream.concat(Stream.of(ROBOT), Tasks.all().stream().map(task -> "sim-" + task.name()))
                .toList();
    }
}
