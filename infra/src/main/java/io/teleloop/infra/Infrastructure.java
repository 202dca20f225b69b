package io.teleloop.infra;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Health;
import io.teleloop.service.ManagementServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka with its topics and S3 with its bucket, up together and down together.
final class Infrastructure implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);

    private final Deque<AutoCloseable> parts;

    private Infrastructure(Deque<AutoCloseable> parts) {
        this.parts = parts;
    }

    /// Returns when topics and bucket are there.
    ///
    /// @throws ConfigurationException when a port is taken
    static Infrastructure start(InfraConfig config) throws Exception {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            EmbeddedKafka kafka = startKafka(config);
            parts.push(kafka);
            TopicSetup.createMissing(kafka.bootstrapServers());
            LOG.info("Kafka is up bootstrap={}", kafka.bootstrapServers());
            EmbeddedS3 s3 = startS3(config);
            parts.push(s3);
            BucketSetup.createIfMissing(s3.endpoint(), config.accessKey(), config.secretKey(), config.bucket());
            LOG.info("S3 is up endpoint={} bucket={}", s3.endpoint(), config.bucket());
            // The port opens last: whoever gets an answer there finds everything ready.
            parts.push(ManagementServer.start(
                    config.managementHost(),
                    config.managementPort(),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    ALWAYS_READY));
            return new Infrastructure(parts);
        } catch (Exception e) {
            closeAll(parts, e);
            throw e;
        }
    }

    @Override
    public void close() throws Exception {
        Exception failure = new Exception("infrastructure stopped badly");
        closeAll(parts, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static EmbeddedKafka startKafka(InfraConfig config) throws IOException {
        try {
            return EmbeddedKafka.start(config.dataDir().resolve("kafka"), config.kafkaPort());
        } catch (PortInUseException e) {
            throw new ConfigurationException(e.getMessage() + " by setting '" + InfraConfig.KAFKA_PORT + "'", e);
        }
    }

    private static EmbeddedS3 startS3(InfraConfig config) throws IOException {
        try {
            return EmbeddedS3.start(
                    config.dataDir().resolve("s3"), config.s3Port(), config.accessKey(), config.secretKey());
        } catch (PortInUseException e) {
            throw new ConfigurationException(e.getMessage() + " by setting '" + InfraConfig.S3_PORT + "'", e);
        }
    }

    private static void closeAll(Deque<AutoCloseable> parts, Exception failure) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    private static final Health ALWAYS_READY = new Health() {
        @Override
        public boolean live() {
            return true;
        }

        @Override
        public String notReadyBecause() {
            return "";
        }
    };
}
