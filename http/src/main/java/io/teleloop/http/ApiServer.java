package io.teleloop.http;

import io.teleloop.service.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Answers questions over HTTP.
public final class ApiServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final int LONGEST_ADDRESS = 8 << 10;

    private final Vertx vertx;
    private final HttpServer server;

    private ApiServer(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /// @param port 0 for any free one
    /// @throws ConfigurationException when the port cannot be used
    public static ApiServer start(String host, int port, Function<Vertx, Router> routes) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServerOptions options = new HttpServerOptions()
                    .setCompressionSupported(true)
                    .setTcpNoDelay(true)
                    .setMaxInitialLineLength(LONGEST_ADDRESS);
            HttpServer server = vertx.createHttpServer(options).requestHandler(routes.apply(vertx));
            return new ApiServer(vertx, listen(server, host, port));
        } catch (Exception e) {
            await(vertx.close());
            throw e;
        }
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() throws Exception {
        await(vertx.close());
    }

    private static HttpServer listen(HttpServer server, String host, int port) {
        try {
            return await(server.listen(port, host));
        } catch (Exception e) {
            throw new ConfigurationException(
                    "cannot listen on " + host + ":" + port + ": " + e.getMessage() + "; set 'port' to a free one", e);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
