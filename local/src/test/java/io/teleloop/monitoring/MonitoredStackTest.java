package io.teleloop.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.teleloop.local.process.ServiceListener;
import io.teleloop.local.process.ServiceSpec;
import io.teleloop.local.stack.LocalStack;
import io.teleloop.local.stack.StackConfig;
import io.teleloop.local.stack.StackPorts;
import io.teleloop.local.stack.TrainerPlan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole stack with a trainer and an augmenter, watched by a real Prometheus. Needs the built jars of the services,
// and Prometheus.
class MonitoredStackTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void everyServiceShouldBeScrapedAndEveryMetricThatRulesAndDashboardsNameShouldBeThere(@TempDir Path dir)
            throws Exception {
        StackPorts ports = StackPorts.anyFree();
        StackConfig config = new StackConfig(
                Path.of("..").toAbsolutePath().normalize(), dir.resolve("data"), ports, "peg-insertion");
        SortedSet<String> named = MonitoringFolder.metrics();
        try (LocalStack stack = LocalStack.prepare(config, SILENT);
                HttpClient client = HttpClient.newHttpClient()) {
            stack.start();
            stack.startTrainer(new TrainerPlan("bc", "watched", "", 10, false));
            stack.startAugmenter("[]");
            stack.startMonitoring();
            Api prometheus = new Api(client, stack.monitoring().resolve("/api/v1/"));

            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode targets = prometheus.get("targets").path("activeTargets");
                assertThat(targets).hasSize(stack.pids().size() - 1).allSatisfy(target -> assertThat(
                                target.path("health").asText())
                        .as("%s", target)
                        .isEqualTo("up"));
                assertThat(prometheus.get("rules").path("groups").findValues("health"))
                        .isNotEmpty()
                        .extracting(JsonNode::asText)
                        .containsOnly("ok");
                assertThat(prometheus.get("label/__name__/values"))
                        .extracting(JsonNode::asText)
                        .containsAll(named);
            });
            assertThat(prometheus.get("rules").findValues("lastError")).isEmpty();
            assertThat(prometheus.get("alerts").path("alerts").findValues("alertname"))
                    .extracting(JsonNode::asText)
                    .doesNotContain("ServiceDown", "ServiceNotReady", "KafkaAway", "StoreAway");
        }
    }

    private record Api(HttpClient client, URI root) {
        JsonNode get(String what) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(root.resolve(what)).build();
            return new ObjectMapper()
                    .readTree(client.send(request, BodyHandlers.ofString()).body())
                    .path("data");
        }
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
