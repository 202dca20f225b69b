package io.teleloop.sim;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ServiceMain;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs one simulated robot against a gateway until it is told to stop.
@Command(
        name = "teleloop robot",
        description = "Run one simulated robot. It dials out to the gateway and stays connected.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Main implements Runnable {
    @Option(names = "--task", defaultValue = "peg-insertion", description = "Task; default: ${DEFAULT-VALUE}.")
    private String task = "peg-insertion";

    @Option(
            names = "--gateway",
            defaultValue = "ws://127.0.0.1:8080",
            description = "Address of the gateway; default: ${DEFAULT-VALUE}.")
    private URI gateway = URI.create("ws://127.0.0.1:8080");

    @Option(names = "--robot-id", description = "Name of the robot; default: sim-TASK.")
    private @Nullable String robotId;

    @Option(
            names = "--token",
            description =
                    "The robot's secret. Others on this machine can see it: prefer --token-file or the environment"
                            + " variable " + RobotToken.VARIABLE + ".")
    private @Nullable String token;

    @Option(names = "--token-file", description = "File that holds the robot's secret.")
    private @Nullable Path tokenFile;

    @Option(names = "--seed", defaultValue = "0", description = "Chooses the first start state.")
    private long seed;

    @Option(
            names = "--management-port",
            defaultValue = "${TELELOOP_ROBOT_MANAGEMENT_PORT:-0}",
            description = "Port of /livez, /readyz and /metrics; default: TELELOOP_ROBOT_MANAGEMENT_PORT, else any.")
    private int managementPort;

    /// See `--help`.
    public static void main(String[] arguments) {
        int code = new CommandLine(new Main()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public void run() {
        ServiceMain.run("robot", () -> {
            Task chosen = chosenTask();
            String id = robotId == null ? "sim-" + chosen.name() : robotId;
            return new RobotService(
                    chosen, id, seed, gateway, RobotToken.find(token, tokenFile, System.getenv()), managementPort);
        });
    }

    private Task chosenTask() {
        try {
            return Tasks.named(task);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--task: " + e.getMessage(), e);
        }
    }
}
