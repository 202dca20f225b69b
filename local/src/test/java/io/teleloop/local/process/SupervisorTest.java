package io.teleloop.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.teleloop.local.process.ExampleService.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SupervisorTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void killedServiceShouldBeRestartedAndAllShouldBeGoneAfterClose() throws Exception {
        List<Long> pids;
        try (Supervisor supervisor = new Supervisor(START, STOP, events)) {
            supervisor.start(service("first", Behaviour.WELL));
            supervisor.start(service("second", Behaviour.WELL));
            long killed = supervisor.pids().getFirst();

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await().atMost(START).until(() -> events.events().size() == 4);
            pids = supervisor.pids();
            assertThat(pids).hasSize(2).doesNotContain(killed);
        }
        assertThat(pids).noneMatch(SupervisorTest::isAlive);
        assertThat(events.events())
                .containsExactly(
                        "first ready",
                        "second ready",
                        "first crashed 137",
                        "first ready",
                        "second stopped",
                        "first stopped");
    }

    @Test
    void serviceThatEndsWhileItStartsShouldBeReportedWithTheEndOfItsLog() throws Exception {
        try (Supervisor supervisor = new Supervisor(START, STOP, events)) {
            assertThatThrownBy(() -> supervisor.start(service("recorder", Behaviour.FAILS_TO_START)))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("recorder ended with exit code 78")
                    .hasMessageContaining("the store is not there");
        }
    }

    @Test
    void serviceThatDoesNotEndShouldBeKilled() throws Exception {
        List<Long> pids;
        try (Supervisor supervisor = new Supervisor(START, Duration.ofMillis(200), events)) {
            supervisor.start(service("stubborn", Behaviour.IGNORES_SIGTERM));
            pids = supervisor.pids();
        }
        assertThat(pids).hasSize(1).noneMatch(SupervisorTest::isAlive);
        assertThat(events.events()).containsExactly("stubborn ready", "stubborn killed");
    }

    @Test
    void servicesShouldEndWhenTheirSupervisorIsKilled() throws Exception {
        Process supervising = new ProcessBuilder(ExampleService.command(SupervisingProcess.class, freePort(), folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long service;
        try (BufferedReader output = supervising.inputReader()) {
            service = Long.parseLong(output.readLine());
        } finally {
            supervising.destroyForcibly().waitFor();
        }
        await().atMost(START).until(() -> !isAlive(service));
    }

    private ServiceSpec service(String name, Behaviour behaviour) throws IOException {
        int port = freePort();
        return new ServiceSpec(
                name,
                ExampleService.command(ExampleService.class, behaviour, port),
                Map.of(),
                URI.create("http://localhost:" + port + "/readyz"),
                folder.resolve(name + ".log"));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
