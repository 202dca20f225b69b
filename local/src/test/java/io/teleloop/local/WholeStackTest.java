package io.teleloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stack as a person runs it: the real services, each in its own process.
class WholeStackTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> SERVICES =
            List.of("infra", "gateway", "recorder", "labeler", "catalogue", "datasets", "robot");

    @Test
    void stackShouldMendACrashAndLeaveNothingBehindWhenItIsToldToStop(@TempDir Path data) throws Exception {
        try (StackProcess up = StackProcess.start(data, "up", "--free-ports")) {
            String page = up.awaitLine("Drive the robot:", 1, PATIENCE).replaceFirst(".*(http:[^#]*)#.*", "$1");
            try (HttpClient browser = HttpClient.newHttpClient()) {
                assertThat(browser.send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }

            long killed = up.pids("recorder").getFirst();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            up.awaitLine("recorder  ready", 2, PATIENCE);
            assertThat(up.pids("recorder")).hasSize(2).doesNotHaveDuplicates();

            List<Long> pids = new ArrayList<>();
            SERVICES.forEach(service -> pids.add(up.pids(service).getLast()));
            assertThat(pids).allMatch(WholeStackTest::isAlive);
            // Not Process.destroy: it closes the output that is still to be read.
            assertThat(up.process().toHandle().destroy()).isTrue();

            assertThat(up.process().waitFor(PATIENCE)).isTrue();
            assertThat(pids).noneMatch(WholeStackTest::isAlive);
            up.awaitLine("infra     stopped", 1, PATIENCE);
            assertThat(up.lines().stream()
                            .filter(line -> line.contains(" stopped"))
                            .map(line -> line.strip().split(" ", 2)[0]))
                    .containsExactlyElementsOf(SERVICES.reversed());
        }
    }

    @Test
    void demoShouldSealAndVerifyAndLearnFromWhatTheExpertRecorded(@TempDir Path data) throws Exception {
        try (StackProcess demo = StackProcess.start(
                data, "demo", "--episodes", "1", "--generated", "1", "--minutes", "1", "--evaluation", "1")) {
            assertThat(demo.process().waitFor(PATIENCE)).as(demo::toString).isTrue();
            demo.awaitLine("1 of 1 demonstrations sealed and verified", 1, PATIENCE);
            // An expert on a busy machine may fail, and then there is nothing to generate from.
            assertThat(demo.lines())
                    .anyMatch(line ->
                            line.startsWith("demonstration-generator@") || line.startsWith("Nothing was generated"));
            demo.awaitLine("learning with a simulated intervener", 1, PATIENCE);
            assertThat(demo.process().exitValue()).as(demo::toString).isZero();
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
