package io.teleloop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningServiceTest {
    private static final ManagementConfig ANY_PORT = new ManagementConfig("127.0.0.1", 0);

    private final List<String> closed = new ArrayList<>();

    @Test
    void partsShouldCloseInReverseOrderWhateverFails() throws Exception {
        RunningService service = RunningService.start("example", ANY_PORT, RunningServiceTest::never, parts -> {
            parts.add(() -> closed.add("first"));
            parts.add(() -> {
                throw new IOException("the second one fails");
            });
            parts.add(() -> {
                throw new AssertionError("the third one breaks");
            });
            parts.add(() -> closed.add("fourth"));
        });

        assertThatThrownBy(service::close)
                .hasMessageContaining("example stopped badly")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(2));

        assertThat(closed).containsExactly("fourth", "first");
        service.close();
    }

    @Test
    void aServiceThatDrainsShouldLiveAndNotBeReady() throws Exception {
        RunningService service = RunningService.start("example", ANY_PORT, RunningServiceTest::never, parts -> {
            parts.add(() -> {
                closed.add(get(parts, "/readyz"));
                closed.add(get(parts, "/livez"));
            });
        });

        service.close();

        assertThat(closed).containsExactly("503 the next start, this one ends\n", "200 live\n");
    }

    @Test
    void aStartThatFailsShouldCloseWhatHadStarted() {
        assertThatThrownBy(() -> RunningService.start("example", ANY_PORT, RunningServiceTest::never, parts -> {
                    parts.add(() -> closed.add("first"));
                    throw new ConfigurationException("no good");
                }))
                .isInstanceOf(ConfigurationException.class);

        assertThat(closed).containsExactly("first");
    }

    @Test
    void healthShouldTellWhatTheStartAndThenThePartsWaitFor() throws Exception {
        AtomicBoolean turns = new AtomicBoolean(true);
        AtomicReference<String> waitsFor = new AtomicReference<>("");
        try (RunningService service = RunningService.start("example", ANY_PORT, RunningServiceTest::never, parts -> {
            parts.watch(turns::get, () -> "");
            parts.watch(() -> true, waitsFor::get);
            assertThat(get(parts, "/readyz")).isEqualTo("503 the start\n");
            parts.waitsFor("the store");
            assertThat(get(parts, "/readyz")).isEqualTo("503 the store\n");
            assertThat(get(parts, "/livez")).startsWith("200");
        })) {
            assertThat(get(service, "/readyz")).startsWith("200");
            waitsFor.set("Kafka");
            assertThat(get(service, "/readyz")).isEqualTo("503 Kafka\n");
            assertThat(get(service, "/livez")).startsWith("200");
            turns.set(false);
            assertThat(get(service, "/livez")).startsWith("503");
        }
    }

    @Test
    void aLoopThatFailsShouldEndTheServiceOnce() throws Exception {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        CountDownLatch mayFail = new CountDownLatch(1);
        try (RunningService service = RunningService.start("example", ANY_PORT, code::complete, parts -> {
            parts.addLoop("loop", () -> failAfter(mayFail), () -> {});
        })) {
            assertThat(get(service, "/livez")).startsWith("200");
            mayFail.countDown();

            assertThat(code.get()).isEqualTo(70);
            service.fail(new ConfigurationException("too late"));
            assertThat(get(service, "/livez")).startsWith("503");
            assertThat(get(service, "/readyz")).isEqualTo("503 a restart\n");
        }
    }

    @Test
    void aBadConfigurationShouldHaveItsOwnExitCode() throws Exception {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        try (RunningService service = RunningService.start("example", ANY_PORT, code::complete, parts -> {})) {
            service.fail(new ConfigurationException("no good"));

            assertThat(code.get()).isEqualTo(78);
        }
    }

    @Test
    void aLoopShouldBeStoppedAndAwaited() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        RunningService service = RunningService.start(
                "example",
                ANY_PORT,
                RunningServiceTest::never,
                parts -> parts.addLoop(
                        "loop",
                        () -> {
                            awaitQuietly(stop);
                            closed.add("loop");
                        },
                        stop::countDown));

        service.close();

        assertThat(closed).containsExactly("loop");
    }

    @Test
    void everyMetricShouldHaveTheServicesTags() throws Exception {
        try (RunningService service = RunningService.start(
                "example", Tags.of("policy", "peg"), ANY_PORT, RunningServiceTest::never, parts -> {
                    parts.metrics().counter("teleloop.example").increment();
                })) {
            assertThat(get(service, "/metrics"))
                    .contains("teleloop_example_total{policy=\"peg\"} 1.0")
                    .contains("teleloop_service_ready{policy=\"peg\"} 1.0");
        }
    }

    private static void never(int code) {
        throw new IllegalStateException("it ended with code " + code);
    }

    private static void failAfter(CountDownLatch latch) {
        awaitQuietly(latch);
        throw new IllegalStateException("the loop fails");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String get(RunningService service, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.managementPort() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }
}
