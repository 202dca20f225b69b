package io.teleloop.infra;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts Kafka with its topics, S3 with its bucket and PostgreSQL with its database, which go down together.
final class Infrastructure {
    private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);

    private Infrastructure() {}

    /// Returns when topics, bucket and database are there; whoever asks is told that it is ready only then.
    ///
    /// @throws ConfigurationException when a port is taken
    static RunningService start(InfraConfig config, IntConsumer exit) throws Exception {
        return RunningService.start("infra", config.management(), exit, service -> startParts(config, service));
    }

    /// Side by side: each of them waits most of the time, and PostgreSQL's first start takes longest.
    private static void startParts(InfraConfig config, RunningService service) throws Exception {
        requireFree("Kafka", config.kafkaPort(), InfraConfig.KAFKA_PORT);
        requireFree("S3", config.s3Port(), InfraConfig.S3_PORT);
        requireFree("PostgreSQL", config.postgresPort(), InfraConfig.POSTGRES_PORT);
        Queue<AutoCloseable> running = new ConcurrentLinkedQueue<>();
        List<Callable<String>> starts = List.of(
                () -> startKafka(config, running),
                () -> startS3(config, running),
                () -> startPostgres(config, running));
        List<Future<String>> addresses;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            addresses = threads.invokeAll(starts);
        }
        // All that runs is closed in the end, also when one of them does not.
        running.forEach(service::add);
        for (Future<String> address : addresses) {
            LOG.info("Clients are taken at={}", address.get());
        }
    }

    private static String startKafka(InfraConfig config, Queue<AutoCloseable> running) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(config.dataDir().resolve("kafka"), config.kafkaPort());
        running.add(kafka);
        TopicSetup.createMissing(kafka.bootstrapServers());
        return "kafka " + kafka.bootstrapServers();
    }

    private static String startS3(InfraConfig config, Queue<AutoCloseable> running) throws IOException {
        EmbeddedS3 s3 = EmbeddedS3.start(
                config.dataDir().resolve("s3"), config.s3Port(), config.accessKey(), config.secretKey());
        running.add(s3);
        BucketSetup.createIfMissing(s3.endpoint(), config.accessKey(), config.secretKey(), config.bucket());
        return s3.endpoint() + "/" + config.bucket();
    }

    private static String startPostgres(InfraConfig config, Queue<AutoCloseable> running) throws IOException {
        EmbeddedPostgreSql postgres = EmbeddedPostgreSql.start(
                config.dataDir().resolve("postgres"), config.postgresPort(), config.postgresPassword());
        running.add(postgres);
        return postgres.url();
    }

    private static void requireFree(String server, int port, String setting) throws IOException {
        try {
            LoopbackPorts.requireFree(server, port);
        } catch (PortInUseException e) {
            throw new ConfigurationException(e.getMessage() + " by setting '" + setting + "'", e);
        }
    }
}
