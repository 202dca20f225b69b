package io.teleloop.service;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service that runs: parts that start in order and close in the reverse one, their health, and the management port,
/// which is there from the beginning to the end and tells what a start waits for.
///
/// ```java
/// static RunningService start(ExampleConfig config, IntConsumer exit) throws Exception {
///     return RunningService.start("example", config.management(), exit, service -> {
///         ObjectStore store = service.add(ObjectStore.open(config.store()));
///         store.awaitUsable(service::waitsFor);
///         GroupLoop loop = service.add(GroupLoop.start(..., service.metrics(), service::fail));
///         service.watch(loop::turns, loop::trouble);
///     });
/// }
/// ```
///
/// Parts are added by the thread that starts the service; everything else may be called by any.
public final class RunningService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);

    private final String name;
    private final IntConsumer exit;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ManagementServer management;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    /// Of the service as a whole, beside its parts.
    private volatile String waitsFor = "the start";

    /// Starts the parts of a service.
    @FunctionalInterface
    public interface Parts {
        void start(RunningService service) throws Exception;
    }

    private record Watched(BooleanSupplier lives, Supplier<String> waitsFor) {}

    private RunningService(String name, Tags tags, ManagementConfig config, IntConsumer exit) {
        this.name = name;
        this.exit = exit;
        metrics.config().commonTags(tags);
        management = ManagementServer.start(config.host(), config.port(), metrics, new WholeHealth());
        parts.push(metrics::close);
        parts.push(management);
    }

    /// Returns when all parts have started; when one fails to, those before it are closed.
    ///
    /// @param exit ends the process with a code, when the service cannot go on
    /// @throws ConfigurationException when a setting is no good
    public static RunningService start(String name, ManagementConfig management, IntConsumer exit, Parts parts)
            throws Exception {
        return start(name, Tags.empty(), management, exit, parts);
    }

    /// @param tags of all metrics
    public static RunningService start(
            String name, Tags tags, ManagementConfig management, IntConsumer exit, Parts parts) throws Exception {
        RunningService service = new RunningService(name, tags, management, exit);
        try {
            parts.start(service);
            service.waitsFor = "";
            return service;
        } catch (Exception | Error e) {
            service.closeAll(e);
            throw e;
        }
    }

    /// For what the parts count.
    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    public int managementPort() {
        return management.port();
    }

    /// Adds a part that has started, or what stops one.
    ///
    /// @return the part
    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /// Adds a part that is a loop on a thread of its own. When it fails, so does the service.
    ///
    /// @param stop makes the loop end, which is waited for
    public void addLoop(String thread, Runnable loop, Runnable stop) {
        Thread running = Thread.ofPlatform().name(thread).start(() -> {
            try {
                loop.run();
            } catch (RuntimeException e) {
                fail(e);
            }
        });
        add(() -> {
            stop.run();
            running.join();
        });
    }

    /// The service lives while all that is watched does, and is ready while none of it waits.
    ///
    /// @param lives whether its thread turns; never whether Kafka or the store answers
    /// @param waitsFor empty when it is ready
    public void watch(BooleanSupplier lives, Supplier<String> waitsFor) {
        watched.add(new Watched(lives, waitsFor));
    }

    /// Says what the start waits for.
    public void waitsFor(String what) {
        waitsFor = what;
    }

    /// Gives up: the process ends with exit code 78 for a bad configuration and 70 for everything else, and whoever
    /// runs it starts it again. Returns at once; a second failure changes nothing.
    public void fail(Exception problem) {
        if (failed.getAndSet(true)) {
            return;
        }
        int code = ServiceMain.exitCode(problem);
        if (code == ServiceMain.BAD_CONFIGURATION) {
            LOG.error("Service has a bad configuration service={} problem={}", name, problem.getMessage());
        } else {
            LOG.error("Service cannot go on and ends, to be started again service={}", name, problem);
        }
        Thread.ofPlatform().name("failure-" + name).start(() -> exit.accept(code));
    }

    @Override
    public void close() throws Exception {
        Exception failure = new Exception("service " + name + " stopped badly");
        closeAll(failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private void closeAll(Throwable failure) {
        waitsFor = "the next start, this one ends";
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Throwable e) {
                // Whatever it is, the parts below still hold files, connections and leases.
                failure.addSuppressed(e);
            }
        }
    }

    private final class WholeHealth implements Health {
        @Override
        public boolean live() {
            return !failed.get()
                    && watched.stream().allMatch(part -> part.lives().getAsBoolean());
        }

        @Override
        public String notReadyBecause() {
            if (failed.get()) {
                return "a restart";
            }
            String whole = waitsFor;
            if (!whole.isEmpty()) {
                return whole;
            }
            return watched.stream()
                    .map(part -> part.waitsFor().get())
                    .filter(waits -> !waits.isEmpty())
                    .findFirst()
                    .orElse("");
        }
    }
}
