package io.teleloop.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedS3Test {
    private static final String BUCKET = "teleloop";

    @Test
    void objectsShouldSurviveARestartOnTheSameFolder(@TempDir Path dir) throws Exception {
        int port;
        try (EmbeddedS3 s3 = start(dir, 0);
                MinioClient client = client(s3, "secret")) {
            port = s3.port();
            put(client, "episodes/a", "whole");
        }
        try (EmbeddedS3 s3 = start(dir, port);
                MinioClient client = client(s3, "secret");
                InputStream object = client.getObject(GetObjectArgs.builder()
                        .bucket(BUCKET)
                        .object("episodes/a")
                        .build())) {
            assertThat(new String(object.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("whole");
        }
    }

    @Test
    void secondCreateOnlyPutShouldAnswer412AndChangeNothing(@TempDir Path dir) throws Exception {
        try (EmbeddedS3 s3 = start(dir, 0);
                MinioClient client = client(s3, "secret")) {
            put(client, "manifest.json", "first");

            assertThatThrownBy(() -> put(client, "manifest.json", "second"))
                    .isInstanceOfSatisfying(
                            ErrorResponseException.class,
                            e -> assertThat(e.response().code()).isEqualTo(412));
            assertThat(dir.resolve(BUCKET).resolve("manifest.json")).hasContent("first");
        }
    }

    @Test
    void wrongSecretShouldBeRefused(@TempDir Path dir) throws Exception {
        try (EmbeddedS3 s3 = start(dir, 0);
                MinioClient client = client(s3, "not the secret")) {
            assertThatThrownBy(() -> put(client, "a", "b"))
                    .isInstanceOfSatisfying(
                            ErrorResponseException.class,
                            e -> assertThat(e.response().code()).isEqualTo(403));
        }
    }

    @Test
    void unfinishedPutsShouldBeGoneAfterAStart(@TempDir Path dir) throws Exception {
        Path bucket = Files.createDirectories(dir.resolve(BUCKET));
        Path unfinished =
                Files.writeString(bucket.resolve("manifest.json-0b0a1f0e-6f0c-4d3e-8a63-3f4d2c1b0a99"), "half");
        Path whole = Files.writeString(bucket.resolve("manifest.json"), "whole");

        start(dir, 0).close();

        assertThat(unfinished).doesNotExist();
        assertThat(whole).hasContent("whole");
    }

    @Test
    void takenPortShouldBeNamed(@TempDir Path dir) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> start(dir, other.getLocalPort()))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " for S3 is in use");
        }
    }

    private static EmbeddedS3 start(Path dir, int port) throws IOException {
        EmbeddedS3 s3 = EmbeddedS3.start(dir, port, "key", "secret");
        BucketSetup.createIfMissing(s3.endpoint(), "key", "secret", BUCKET);
        return s3;
    }

    private static MinioClient client(EmbeddedS3 s3, String secret) {
        return MinioClient.builder()
                .endpoint(s3.endpoint().toString())
                .credentials("key", secret)
                .region("us-east-1")
                .build();
    }

    private static void put(MinioClient client, String key, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        client.putObject(PutObjectArgs.builder()
                .bucket(BUCKET)
                .object(key)
                .data(bytes, bytes.length)
                .extraHeaders(Map.of("If-None-Match", "*"))
                .build());
    }
}
