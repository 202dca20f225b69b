package io.teleloop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private String waitsFor = "";

    private final Health health = new Health() {
        @Override
        public boolean live() {
            return true;
        }

        @Override
        public String notReadyBecause() {
            return waitsFor;
        }
    };
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void readinessShouldSayWhatItWaitsFor() throws Exception {
        try (ManagementServer server = ManagementServer.start("127.0.0.1", 0, metrics, health)) {
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);

            waitsFor = "the store";

            HttpResponse<String> response = get(server, "/readyz");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("the store");
            assertThat(get(server, "/livez").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void metricsShouldBeScrapable() throws Exception {
        metrics.counter("teleloop.example").increment();
        try (ManagementServer server = ManagementServer.start("127.0.0.1", 0, metrics, health)) {
            assertThat(get(server, "/metrics").body()).contains("teleloop_example_total 1.0");
        }
    }

    @Test
    void readinessShouldBeAMetric() throws Exception {
        try (ManagementServer server = ManagementServer.start("127.0.0.1", 0, metrics, health)) {
            assertThat(get(server, "/metrics").body()).contains("teleloop_service_ready 1.0");

            waitsFor = "the store";

            assertThat(get(server, "/metrics").body()).contains("teleloop_service_ready 0.0");
        }
    }

    @Test
    void takenPortShouldBeAConfigurationError() {
        try (ManagementServer server = ManagementServer.start("127.0.0.1", 0, metrics, health)) {
            assertThatThrownBy(() -> ManagementServer.start("127.0.0.1", server.port(), metrics, health))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("management.port");
        }
    }

    private static HttpResponse<String> get(ManagementServer server, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
