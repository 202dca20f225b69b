package io.teleloop.datasets.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.teleloop.archive.Archive;
import io.teleloop.contract.MetricNames;
import io.teleloop.datasets.DatasetStore;
import io.teleloop.datasets.export.ExportQueue;
import io.teleloop.datasets.export.ExportedFiles;
import io.teleloop.http.Answers;
import io.teleloop.http.OperatorRouter;
import io.teleloop.http.Problem;
import io.teleloop.http.Work;
import io.teleloop.service.TokenFile;
import io.teleloop.store.ObjectStore;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The HTTP routes of data sets.
///
/// | route | for |
/// |---|---|
/// | `/api/datasets...` | see [DatasetRoutes], [ExportRoutes] |
/// | `/datasets/{key}/{name}/resolve/...` | files, see [DatasetFiles], to whoever has a key, see [FileKeys] |
/// | `GET /openapi.json` | all of this in OpenAPI 3.1, for everybody |
public final class DatasetServer {
    static final String FILES = "/datasets";

    private static final int THREADS = 4;
    private static final int MOST_QUESTIONS = 128;
    /// Each reads many episodes.
    private static final int READING_THREADS = 2;

    private static final int MOST_READINGS = 16;
    private static final long LONGEST_READING_MINUTES = 30;

    private DatasetServer() {}

    /// @param fileSecret what the keys of files are made with
    public static Router routes(
            Vertx vertx,
            TokenFile operators,
            ObjectStore store,
            ExportQueue exports,
            String fileSecret,
            MeterRegistry metrics) {
        Work.Meters meters =
                new Work.Meters(metrics, MetricNames.DATASETS_QUERY_TIME, MetricNames.DATASETS_QUERY_FAILURES);
        WorkerExecutor readers = vertx.createSharedWorkerExecutor(
                "readings", READING_THREADS, LONGEST_READING_MINUTES, TimeUnit.MINUTES);
        Work readings = new Work(readers, MOST_READINGS, meters, new DatasetProblems());
        Work questions = new Work(
                vertx.createSharedWorkerExecutor("questions", THREADS), MOST_QUESTIONS, meters, new DatasetProblems());
        DatasetStore datasets = new DatasetStore(store);
        FileKeys keys = new FileKeys(fileSecret, InstantSource.system());

        Router router = OperatorRouter.create(vertx, operators, DatasetServer.class);
        new DatasetRoutes(datasets, new Archive(store), questions, readings).addTo(router);
        new ExportRoutes(datasets, exports, new ExportedFiles(store), keys, questions).addTo(router);
        router.route(FILES + "/:key/:name/*").handler(request -> open(request, keys));
        router.route(FILES + "/*").handler(new DatasetFiles(vertx, store));
        return router;
    }

    private static void open(RoutingContext request, FileKeys keys) {
        String key = Objects.requireNonNull(request.pathParam("key"), "the route has it");
        String name = Objects.requireNonNull(request.pathParam("name"), "the route has it");
        if (keys.opens(key, name)) {
            // As they are: a part of a compressed file is none.
            request.response().putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
            request.next();
        } else {
            Answers.problem(
                    request,
                    new Problem(
                            403,
                            "bad-key",
                            "the address opens no files of '" + name + "', or does not any more",
                            "take a new one from the Datasets page"));
        }
    }
}
