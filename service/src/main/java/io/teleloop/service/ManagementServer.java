package io.teleloop.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The port for operation: `/livez`, `/readyz` and `/metrics`, apart from the service's own traffic.
public final class ManagementServer implements AutoCloseable {
    public static final String LIVE_PATH = "/livez";
    public static final String READY_PATH = "/readyz";
    public static final String METRICS_PATH = "/metrics";

    /// In every service's metrics: 1 while it may get new work, else 0.
    public static final String READY = "teleloop.service.ready";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /// @param port 0 for any free one
    /// @throws ConfigurationException when the port is taken
    public static ManagementServer start(String host, int port, PrometheusMeterRegistry metrics, Health health) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 16);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "management port " + host + ":" + port + " is not free; set 'management.port' to another", e);
        }
        Gauge.builder(READY, health, asked -> asked.ready() ? 1 : 0)
                .strongReference(true)
                .register(metrics);
        ManagementServer management = new ManagementServer(server);
        server.setExecutor(management.threads);
        server.createContext(
                LIVE_PATH, exchange -> answer(exchange, health.live() ? 200 : 503, "live\n", "text/plain"));
        server.createContext(READY_PATH, exchange -> {
            String waitsFor = health.notReadyBecause();
            answer(
                    exchange,
                    waitsFor.isEmpty() ? 200 : 503,
                    waitsFor.isEmpty() ? "ready\n" : waitsFor + "\n",
                    "text/plain");
        });
        server.createContext(
                METRICS_PATH,
                exchange -> answer(exchange, 200, metrics.scrape(), "text/plain; version=0.0.4; charset=utf-8"));
        server.start();
        return management;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String text, String type) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
