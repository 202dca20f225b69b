package io.teleloop.catalogue.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.teleloop.archive.Archive;
import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.label.PersonLabels;
import io.teleloop.contract.MetricNames;
import io.teleloop.http.ApiServer;
import io.teleloop.http.OperatorRouter;
import io.teleloop.http.Work;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.TokenFile;
import io.teleloop.store.ObjectStore;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/// Answers questions about episodes over HTTP.
///
/// | route | for |
/// |---|---|
/// | `/api/episodes...` | see [EpisodeRoutes], [LabelRoutes], [DataRoutes] |
/// | `GET /openapi.json` | all of this in OpenAPI 3.1, for everybody |
public final class CatalogueServer {
    /// That wait for database and store.
    private static final int THREADS = 8;
    private static final int MOST_QUESTIONS = 256;

    private CatalogueServer() {}

    /// @param port 0 for any free one
    /// @throws ConfigurationException when the port cannot be used
    public static ApiServer start(
            String host,
            int port,
            TokenFile operators,
            Database database,
            ObjectStore store,
            PersonLabels labels,
            MeterRegistry metrics)
            throws Exception {
        return ApiServer.start(host, port, vertx -> routes(vertx, operators, database, store, labels, metrics));
    }

    static Router routes(
            Vertx vertx,
            TokenFile operators,
            Database database,
            ObjectStore store,
            PersonLabels labels,
            MeterRegistry metrics) {
        Work work = new Work(
                vertx.createSharedWorkerExecutor("questions", THREADS),
                MOST_QUESTIONS,
                new Work.Meters(metrics, MetricNames.CATALOGUE_QUERY_TIME, MetricNames.CATALOGUE_QUERY_FAILURES),
                new CatalogueProblems());
        Archive archive = new Archive(store);
        Router router = OperatorRouter.create(vertx, operators, CatalogueServer.class);
        new LabelRoutes(labels, work).addTo(router);
        new EpisodeRoutes(database, archive, work).addTo(router);
        new DataRoutes(database, store, archive, work).addTo(router);
        return router;
    }
}
