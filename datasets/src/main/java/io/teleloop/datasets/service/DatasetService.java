package io.teleloop.datasets.service;

import io.teleloop.datasets.export.ExportQueue;
import io.teleloop.datasets.web.DatasetServer;
import io.teleloop.http.ApiServer;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import io.teleloop.service.TokenFile;
import io.teleloop.store.ObjectStore;
import java.util.function.IntConsumer;

/// The running service.
public final class DatasetService implements AutoCloseable {
    private final RunningService service;
    private final int port;

    private DatasetService(RunningService service, int port) {
        this.service = service;
        this.port = port;
    }

    /// Returns when the store was found good, exports go on, and questions are answered.
    ///
    /// @param exit ends the process with a code, when it cannot go on
    /// @throws ConfigurationException when a setting or the store is no good
    public static DatasetService start(DatasetsConfig config, IntConsumer exit) throws Exception {
        int[] port = new int[1];
        RunningService service = RunningService.start(
                "datasets", config.management(), exit, starting -> port[0] = startParts(config, starting));
        return new DatasetService(service, port[0]);
    }

    /// Where it is asked.
    public int port() {
        return port;
    }

    @Override
    public void close() throws Exception {
        service.close();
    }

    /// @return the port that it answers on
    private static int startParts(DatasetsConfig config, RunningService service) throws Exception {
        TokenFile operators = TokenFile.read(config.operatorTokens());
        ObjectStore store = service.add(ObjectStore.open(config.store()));
        store.awaitUsable(service::waitsFor);
        ExportQueue exports = service.add(ExportQueue.start(store, config.work()));
        ApiServer server = service.add(ApiServer.start(
                config.host(),
                config.port(),
                vertx -> DatasetServer.routes(
                        vertx, operators, store, exports, config.store().secretKey(), service.metrics())));
        return server.port();
    }
}
