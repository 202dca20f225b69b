package io.teleloop.infra;

import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import java.nio.file.Path;

/// Settings of the infrastructure process.
///
/// @param kafkaPort where Kafka's clients connect; 0 takes a free one
/// @param s3Port where S3's clients connect; 0 takes a free one
/// @param postgresPort where PostgreSQL's clients connect; 0 takes a free one
/// @param bucket made when it is missing
record InfraConfig(
        Path dataDir,
        int kafkaPort,
        int s3Port,
        int postgresPort,
        String accessKey,
        String secretKey,
        String postgresPassword,
        String bucket,
        ManagementConfig management) {

    static final String KAFKA_PORT = "kafka.port";
    static final String S3_PORT = "s3.port";
    static final String POSTGRES_PORT = "postgres.port";

    private static final int LARGEST_PORT = 65535;

    static InfraConfig from(Settings settings) {
        InfraConfig config = new InfraConfig(
                settings.path("data.dir"),
                settings.integer(KAFKA_PORT, 9092, 0, LARGEST_PORT),
                settings.integer(S3_PORT, 9000, 0, LARGEST_PORT),
                settings.integer(POSTGRES_PORT, 5432, 0, LARGEST_PORT),
                settings.text("s3.access.key"),
                settings.text("s3.secret.key"),
                settings.text("postgres.password"),
                settings.text("s3.bucket", "teleloop"),
                ManagementConfig.from(settings, 9400));
        settings.rejectUnknown();
        return config;
    }
}
