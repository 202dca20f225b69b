package io.teleloop.local.stack;

import java.nio.file.Path;

/// @param home where the built modules lie: `home/MODULE/target/MODULE.jar`
/// @param dataDir all that the stack keeps
/// @param task what the simulated robot is set up for
public record StackConfig(Path home, Path dataDir, StackPorts ports, String task) {
    /// The one operator of a single machine.
    public static final String OPERATOR = "operator";
    /// The one robot.
    public static final String ROBOT = "sim-1";

    public static final String BUCKET = "teleloop";
}
