package io.teleloop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.local.process.ServiceListener;
import io.teleloop.local.process.ServiceSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {
    @Test
    void everyTakenPortShouldBeNamedWithItsOptionBeforeAnythingStarts(@TempDir Path dir) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();
            StackPorts ports = StackPorts.anyFree().with(Port.KAFKA, taken).with(Port.S3, taken);

            assertThatThrownBy(() -> LocalStack.prepare(config(dir.resolve("data"), ports), SILENT))
                    .isInstanceOf(PortsInUseException.class)
                    .hasMessageContaining("port " + taken + " is in use")
                    .hasMessageContaining("--kafka-port")
                    .hasMessageContaining("--s3-port");
            assertThat(dir).isEmptyDirectory();
        }
    }

    @Test
    void takenPortsShouldBeReplacedByFreeOnes() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackPorts ports = StackPorts.anyFree()
                    .with(Port.GATEWAY, other.getLocalPort())
                    .orFree();

            assertThat(ports.of(Port.GATEWAY))
                    .isNotEqualTo(other.getLocalPort())
                    .isPositive();
            assertThat(ports.of(Port.KAFKA)).isNotEqualTo(ports.of(Port.S3));
        }
    }

    @Test
    void secondStackOnTheSameFolderShouldBeRefused(@TempDir Path dir) throws Exception {
        try (DataFolder first = DataFolder.open(dir)) {
            assertThat(first.root()).isEqualTo(dir);
            assertThatThrownBy(() -> LocalStack.prepare(config(dir, StackPorts.anyFree()), SILENT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another stack uses the data folder")
                    .hasMessageContaining("--data");
        }
    }

    private static StackConfig config(Path data, StackPorts ports) {
        return new StackConfig(Path.of(""), data, ports, "peg-insertion");
    }

    private static final ServiceListener SILENT = new ServiceListener() {
        @Override
        public void ready(ServiceSpec service, long pid, Duration after) {}

        @Override
        public void crashed(ServiceSpec service, int exitCode, Duration restartIn) {}

        @Override
        public void stopped(ServiceSpec service, boolean byForce) {}
    };
}
