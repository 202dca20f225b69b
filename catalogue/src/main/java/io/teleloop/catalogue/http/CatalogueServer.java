package io.teleloop.catalogue.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.teleloop.archive.Archive;
import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.label.PersonLabels;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.TokenFile;
import io.teleloop.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/// Answers questions over HTTP.
public final class CatalogueServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final int LONGEST_ADDRESS = 8 << 10;
    /// That wait for database and store.
    private static final int THREADS = 8;

    private final Vertx vertx;
    private final HttpServer server;

    private CatalogueServer(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /// @param port 0 for any free one
    /// @throws ConfigurationException when the port cannot be used
    public static CatalogueServer start(
            String host,
            int port,
            TokenFile operators,
            Database database,
            ObjectStore store,
            PersonLabels labels,
            MeterRegistry metrics)
            throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Work work = new Work(vertx.createSharedWorkerExecutor("questions", THREADS), metrics);
            Archive archive = new Archive(store);
            CatalogueRouter router = new CatalogueRouter(
                    operators,
                    new EpisodeRoutes(database, archive, work),
                    new LabelRoutes(labels, work),
                    new DataRoutes(database, store, archive, work));
            HttpServerOptions options = new HttpServerOptions()
                    .setCompressionSupported(true)
                    .setTcpNoDelay(true)
                    .setMaxInitialLineLength(LONGEST_ADDRESS);
            HttpServer server = vertx.createHttpServer(options).requestHandler(router.build(vertx));
            return new CatalogueServer(vertx, listen(server, host, port));
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
