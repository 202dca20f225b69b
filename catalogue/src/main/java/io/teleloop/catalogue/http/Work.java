package io.teleloop.catalogue.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.teleloop.catalogue.query.InvalidQueryException;
import io.teleloop.contract.MetricNames;
import io.teleloop.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Questions to database and store, which block, on threads of their own: a few at a time, and not too many that wait.
final class Work {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final int MOST = 256;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final WorkerExecutor threads;
    private final MeterRegistry metrics;
    private final AtomicInteger inHand = new AtomicInteger();

    Work(WorkerExecutor threads, MeterRegistry metrics) {
        this.threads = threads;
        this.metrics = metrics;
    }

    /// Answers with what the work returns, as JSON, or with what went wrong.
    ///
    /// @param query names the question in metrics
    void answer(RoutingContext request, String query, Callable<?> work) {
        run(query, () -> Answers.json(work.call()))
                .onSuccess(json -> Answers.send(request, json))
                .onFailure(failure -> fail(request, failure));
    }

    /// Does work of a question that has an answer of its own kind.
    <T> Future<T> run(String query, Callable<T> work) {
        if (inHand.incrementAndGet() > MOST) {
            inHand.decrementAndGet();
            return Future.failedFuture(new TooMuchWorkException());
        }
        Timer.Sample begun = Timer.start(metrics);
        Future<T> result = threads.executeBlocking(work, false).map(Objects::requireNonNull);
        return result.onComplete(done -> {
            inHand.decrementAndGet();
            begun.stop(timer(query));
            if (done.failed() && !isTheAskers(done.cause())) {
                failures(query).increment();
            }
        });
    }

    /// Registers the meters of a question, so that what has never happened reads zero.
    void register(String query) {
        timer(query);
        failures(query);
    }

    /// Tells whoever still waits for the answer what went wrong.
    void fail(RoutingContext request, Throwable failure) {
        if (request.response().closed()) {
            return;
        }
        String message = String.valueOf(failure.getMessage());
        switch (failure) {
            case InvalidQueryException _ ->
                Answers.problem(request, 400, "bad-request", message, "compare with /openapi.json");
            case NoSuchElementException _ ->
                Answers.problem(request, 404, "not-found", message, "list what there is: GET /api/episodes");
            case TooMuchWorkException _ ->
                Answers.problem(request, 429, "busy", "too many questions are open", "ask again in a moment");
            case SQLException _ ->
                Answers.problem(request, 503, "database-away", message, "check the database, then try again");
            case StoreException _ ->
                Answers.problem(request, 503, "store-away", message, "check the object store, then try again");
            case UnavailableException _ ->
                Answers.problem(
                        request, 503, "backend-away", message, "check log, database and store, then say it again");
            case IOException _ ->
                Answers.problem(
                        request,
                        500,
                        "damaged",
                        message,
                        "bring the object back into the store, or reject the episode");
            default -> {
                LOG.error("Request failed path={}", request.request().path(), failure);
                Answers.problem(request, 500, "internal", message, "look into the catalogue's log");
            }
        }
    }

    private static boolean isTheAskers(Throwable failure) {
        return failure instanceof InvalidQueryException || failure instanceof NoSuchElementException;
    }

    private Timer timer(String query) {
        return Timer.builder(MetricNames.CATALOGUE_QUERY_TIME)
                .tag("query", query)
                .serviceLevelObjectives(BUCKETS)
                .register(metrics);
    }

    private Counter failures(String query) {
        return metrics.counter(MetricNames.CATALOGUE_QUERY_FAILURES, "query", query);
    }

    private static final class TooMuchWorkException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
