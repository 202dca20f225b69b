package io.teleloop.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Questions to what blocks, on threads of their own: a few at a time, and not too many that wait.
public final class Work {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final int OK = 200;
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
    private final int most;
    private final Meters meters;
    private final Problems problems;
    private final AtomicInteger inHand = new AtomicInteger();

    /// Where it is counted how questions go; each meter has the tag `query`.
    ///
    /// @param time name of the timer from a question to its answer
    /// @param failures name of the counter of questions that got no answer
    public record Meters(MeterRegistry registry, String time, String failures) {
        private Timer timer(String query) {
            return Timer.builder(time)
                    .tag("query", query)
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
        }

        private Counter failed(String query) {
            return registry.counter(failures, "query", query);
        }
    }

    /// @param most questions in hand; those beyond are refused
    /// @param problems what the service says of its failures
    public Work(WorkerExecutor threads, int most, Meters meters, Problems problems) {
        this.threads = threads;
        this.most = most;
        this.meters = meters;
        this.problems = problems;
    }

    /// Answers with what the work returns, as JSON, or with what went wrong.
    ///
    /// @param query names the question in metrics
    public void answer(RoutingContext request, String query, Callable<?> work) {
        answer(request, OK, query, work);
    }

    /// @param status of the answer when nothing went wrong
    public void answer(RoutingContext request, int status, String query, Callable<?> work) {
        run(query, () -> Answers.json(work.call()))
                .onSuccess(json -> Answers.send(request, status, json))
                .onFailure(failure -> fail(request, failure));
    }

    /// Does work of a question that has an answer of its own kind.
    public <T> Future<T> run(String query, Callable<T> work) {
        if (inHand.incrementAndGet() > most) {
            inHand.decrementAndGet();
            return Future.failedFuture(new TooMuchWorkException());
        }
        Timer.Sample begun = Timer.start(meters.registry());
        Future<T> result = threads.executeBlocking(work, false).map(Objects::requireNonNull);
        return result.onComplete(done -> {
            inHand.decrementAndGet();
            begun.stop(meters.timer(query));
            if (done.failed() && known(done.cause()).map(Problem::ours).orElse(true)) {
                meters.failed(query).increment();
            }
        });
    }

    /// Registers the meters of a question, so that what has never happened reads zero.
    public void register(String query) {
        meters.timer(query);
        meters.failed(query);
    }

    /// Tells whoever still waits for the answer what went wrong.
    public void fail(RoutingContext request, Throwable failure) {
        if (request.response().closed()) {
            return;
        }
        Answers.problem(request, known(failure).orElseGet(() -> {
            LOG.error("Request failed path={}", request.request().path(), failure);
            return new Problem(500, "internal", String.valueOf(failure.getMessage()), "look into the service's log");
        }));
    }

    private Optional<Problem> known(Throwable failure) {
        return switch (failure) {
            case InvalidRequestException _ ->
                Optional.of(new Problem(
                        400, "bad-request", String.valueOf(failure.getMessage()), "compare with /openapi.json"));
            case TooMuchWorkException _ ->
                Optional.of(new Problem(429, "busy", "too many questions are open", "ask again in a moment"));
            default -> problems.of(failure);
        };
    }

    private static final class TooMuchWorkException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
