package io.teleloop.infra;

import io.teleloop.contract.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// One real Kafka node (KRaft broker and controller) inside this JVM, reachable from this machine only.
///
/// What was acknowledged survives a close and a kill: start again on the same folder. A fatal fault of the broker ends
/// the JVM, as it does in a broker of its own.
public final class EmbeddedKafka implements AutoCloseable {
    private static final String NODE_ID = "1";
    private static final int ATTEMPTS_WITH_FREE_PORTS = 3;

    private final KafkaRaftServer server;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts a node and returns when it takes clients.
    ///
    /// @param dataDir made and formatted when it is new
    /// @param port where clients connect; 0 takes a free one
    /// @throws PortInUseException when the port is taken
    /// @throws IOException when the folder cannot be used
    public static EmbeddedKafka start(Path dataDir, int port) throws IOException {
        LoopbackPorts.requireFree("Kafka", port);
        Path absolute = dataDir.toAbsolutePath();
        Files.createDirectories(absolute);
        format(absolute);
        for (int attempt = 1; ; attempt++) {
            // The controller's port is nobody else's business: any free one does, also after a restart.
            List<Integer> free = LoopbackPorts.free(2);
            int clientPort = port == 0 ? free.get(0) : port;
            KafkaRaftServer server = new KafkaRaftServer(
                    new KafkaConfig(settings(absolute, clientPort, free.get(1)), false), Time.SYSTEM);
            try {
                server.startup();
                return new EmbeddedKafka(server, clientPort);
            } catch (RuntimeException e) {
                server.shutdown();
                server.awaitShutdown();
                if (attempt == ATTEMPTS_WITH_FREE_PORTS) {
                    throw new IOException(
                            "Kafka does not start on " + absolute + " and port " + clientPort + ": " + e.getMessage()
                                    + "; read the log, and if the folder is damaged, move it away",
                            e);
                }
            }
        }
    }

    public int port() {
        return port;
    }

    /// What clients put into `bootstrap.servers`.
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /// Flushes, leaves the cluster in good order and returns when all is down. Closing twice does nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static void format(Path dataDir) throws IOException {
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(NODE_ID))
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setMetadataLogDirectory(dataDir.toString())
                    .setDirectories(List.of(dataDir.toString()))
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Kafka's folder " + dataDir + " cannot be formatted: " + e.getMessage(), e);
        }
    }

    private static Properties settings(Path dataDir, int clientPort, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE_ID);
        settings.put("controller.quorum.voters", NODE_ID + "@" + LoopbackPorts.HOST + ":" + controllerPort);
        settings.put(
                "listeners",
                "PLAINTEXT://" + LoopbackPorts.HOST + ":" + clientPort + ",CONTROLLER://" + LoopbackPorts.HOST + ":"
                        + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + LoopbackPorts.HOST + ":" + clientPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", dataDir.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(Topics.MAX_RECORD_BYTES));
        settings.put("log.segment.bytes", Integer.toString(128 << 20));

        // One node can hold one copy only.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");

        // Small and quick: consumers start at once, and a restart after a kill waits 6 s at most for the old session.
        // Not shorter: on a busy machine the broker would lose its session while it works.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("broker.session.timeout.ms", "6000");
        settings.put("broker.heartbeat.interval.ms", "250");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        // The default of 128 MB is taken at start.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        return settings;
    }
}
