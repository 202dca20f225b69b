package io.teleloop.local;

import io.teleloop.local.stack.Port;
import io.teleloop.local.stack.StackConfig;
import io.teleloop.local.stack.StackPorts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// The options of every command that runs the stack.
final class StackOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    @SuppressWarnings("UnusedVariable") // picocli's own: it prints the text.
    private boolean help;

    @Option(names = "--task", paramLabel = "TASK", description = "what the simulated robot does" + DEFAULT)
    private String task = "peg-insertion";

    @Option(names = "--data", paramLabel = "FOLDER", description = "where everything is kept" + DEFAULT)
    private Path data = home().resolve("data");

    @Option(names = "--port", paramLabel = "PORT", description = "of the gateway and its page" + DEFAULT)
    private int port = 8080;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "of the Kafka broker" + DEFAULT)
    private int kafkaPort = 9092;

    @Option(names = "--s3-port", paramLabel = "PORT", description = "of the object store" + DEFAULT)
    private int s3Port = 9000;

    @Option(names = "--postgres-port", paramLabel = "PORT", description = "of the database" + DEFAULT)
    private int postgresPort = 5432;

    @Option(names = "--catalogue-port", paramLabel = "PORT", description = "of the catalogue" + DEFAULT)
    private int cataloguePort = 8090;

    @Option(names = "--datasets-port", paramLabel = "PORT", description = "of the data sets' service" + DEFAULT)
    private int datasetsPort = 8091;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "first of the ports for health, metrics and monitoring" + DEFAULT)
    private int managementPort = 9400;

    StackPorts ports() {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        numbers.put(Port.GATEWAY, port);
        numbers.put(Port.KAFKA, kafkaPort);
        numbers.put(Port.S3, s3Port);
        numbers.put(Port.POSTGRES, postgresPort);
        numbers.put(Port.CATALOGUE, cataloguePort);
        numbers.put(Port.DATASETS, datasetsPort);
        int next = managementPort;
        for (Port each : Port.values()) {
            if (each.management()) {
                numbers.put(each, next++);
            }
        }
        return new StackPorts(numbers);
    }

    StackConfig config(StackPorts ports) {
        return new StackConfig(home(), data, ports, task);
    }

    String task() {
        return task;
    }

    /// The launcher says where the project lies.
    private static Path home() {
        return Path.of(System.getProperty("teleloop.home", "")).toAbsolutePath();
    }
}
