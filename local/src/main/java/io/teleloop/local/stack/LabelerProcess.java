package io.teleloop.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The labeler on the data of one stack: its service, and its commands beside a stack that runs.
public final class LabelerProcess {
    private static final int HEAP_MEGABYTES = 384;
    private static final String HOST = "127.0.0.1";

    private LabelerProcess() {}

    /// Runs one of its commands to its end, on this terminal.
    ///
    /// @param arguments of the labeler's main
    /// @return its exit code
    /// @throws IOException when no stack has ever run on this data folder, or the process cannot be started
    public static int run(StackConfig config, List<String> arguments) throws IOException, InterruptedException {
        Path folder = config.dataDir().toAbsolutePath().normalize().resolve("secrets");
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no stack in " + config.dataDir()
                    + "; start one with ./teleloop up, or name its folder with --data");
        }
        Secrets secrets = Secrets.loadOrCreate(folder, StackConfig.OPERATOR, StackConfig.robots());
        List<String> command = new ArrayList<>(command(config));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        process.environment().putAll(environment(config, secrets));
        return process.start().waitFor();
    }

    static List<String> command(StackConfig config) {
        return ServiceCommand.ofLearning(config.home(), "labeler", HEAP_MEGABYTES);
    }

    static Map<String, String> environment(StackConfig config, Secrets secrets) {
        StackPorts ports = config.ports();
        Map<String, String> environment = new TreeMap<>(LearningEnvironment.ofThisMachine());
        environment.put("TELELOOP_LABELER_KAFKA_BOOTSTRAP", HOST + ":" + ports.of(Port.KAFKA));
        // One labeler runs here: after a crash the next one goes on at once.
        environment.put("TELELOOP_LABELER_KAFKA_GROUP_INSTANCE", "labeler-1");
        environment.put("TELELOOP_LABELER_S3_ENDPOINT", "http://" + HOST + ":" + ports.of(Port.S3));
        environment.put("TELELOOP_LABELER_S3_ACCESS_KEY", secrets.s3AccessKey());
        environment.put("TELELOOP_LABELER_S3_SECRET_KEY", secrets.s3SecretKey());
        environment.put("TELELOOP_LABELER_S3_BUCKET", StackConfig.BUCKET);
        environment.put("TELELOOP_LABELER_MANAGEMENT_PORT", Integer.toString(ports.of(Port.LABELER_MANAGEMENT)));
        return environment;
    }
}
