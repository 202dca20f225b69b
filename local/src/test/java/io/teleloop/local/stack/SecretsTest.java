package io.teleloop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @Test
    void secretsShouldBeMadeOnceAndBeTheOwnersOnly(@TempDir Path dir) throws IOException {
        Path folder = dir.resolve("secrets");
        Secrets made = Secrets.loadOrCreate(folder, "operator", List.of("sim-1", "sim-push-t"));

        assertThat(Secrets.loadOrCreate(folder, "operator", List.of("sim-1", "sim-push-t")))
                .isEqualTo(made);
        assertThat(List.of(made.operatorCode(), made.robotToken(), made.s3AccessKey(), made.s3SecretKey()))
                .doesNotHaveDuplicates()
                .allMatch(secret -> secret.length() == 32);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void tokenFileWithoutTheNameShouldBeReported(@TempDir Path dir) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("secrets"));
        Files.writeString(folder.resolve("operators"), "somebody 0123456789abcdef\n");

        assertThatThrownBy(() -> Secrets.loadOrCreate(folder, "operator", List.of("sim-1", "sim-push-t")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no line 'operator TOKEN'");
    }

    @Test
    void everyRobotShouldHaveItsTokenInAFileOfItsOwn(@TempDir Path dir) throws IOException {
        Path folder = dir.resolve("secrets");
        Secrets secrets = Secrets.loadOrCreate(folder, "operator", List.of("sim-1", "sim-push-t"));

        String token =
                Files.readString(Secrets.robotTokenFile(folder, "sim-push-t")).strip();

        assertThat(Files.readAllLines(secrets.robotTokens()))
                .containsExactly("sim-1 " + secrets.robotToken(), "sim-push-t " + token);
    }

    @Test
    void textFormShouldHoldNoSecret(@TempDir Path dir) throws IOException {
        Secrets secrets = Secrets.loadOrCreate(dir.resolve("secrets"), "operator", List.of("sim-1", "sim-push-t"));

        assertThat(secrets.toString())
                .doesNotContain(
                        secrets.operatorCode(), secrets.robotToken(), secrets.s3AccessKey(), secrets.s3SecretKey());
    }
}
