package io.teleloop.infra;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts Kafka with its topics and S3 with its bucket, which go down together.
final class Infrastructure {
    private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);

    private Infrastructure() {}

    /// Returns when topics and bucket are there; whoever asks is told that it is ready only then.
    ///
    /// @throws ConfigurationException when a port is taken
    static RunningService start(InfraConfig config, IntConsumer exit) throws Exception {
        return RunningService.start("infra", config.management(), exit, service -> startParts(config, service));
    }

    private static void startParts(InfraConfig config, RunningService service) throws Exception {
        EmbeddedKafka kafka = service.add(startKafka(config));
        TopicSetup.createMissing(kafka.bootstrapServers());
        LOG.info("Kafka is up bootstrap={}", kafka.bootstrapServers());
        EmbeddedS3 s3 = service.add(startS3(config));
        BucketSetup.createIfMissing(s3.endpoint(), config.accessKey(), config.secretKey(), config.bucket());
        LOG.info("S3 is up endpoint={} bucket={}", s3.endpoint(), config.bucket());
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
}
