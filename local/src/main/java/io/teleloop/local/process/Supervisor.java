package io.teleloop.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs services as child processes: starts them, alone or side by side; restarts what crashes; stops all in the
/// reverse order of start.
///
/// One thread owns all state and starts all children (see [ChildProcess]).
public final class Supervisor implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LINES_OF_LOG = 12;

    private final Duration startPatience;
    private final Duration stopPatience;
    private final ServiceListener listener;
    private final Readiness readiness = new Readiness();
    private final List<Supervised> services = new ArrayList<>();
    private final ScheduledExecutorService owner = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("supervisor").daemon().factory());
    private volatile boolean closing;

    /// @param startPatience how long a service may take to become ready at first; of several that start side by side,
    ///     each as long as all of them one after the other
    /// @param stopPatience how long a service may take to end after SIGTERM before it is killed
    public Supervisor(Duration startPatience, Duration stopPatience, ServiceListener listener) {
        this.startPatience = startPatience;
        this.stopPatience = stopPatience;
        this.listener = listener;
    }

    /// Starts a service and returns when it is ready; from then on it is restarted whenever it ends.
    ///
    /// @throws StartFailedException when it ends or does not become ready in time; it is stopped then
    public void start(ServiceSpec spec) throws StartFailedException, InterruptedException {
        start(List.of(spec));
    }

    /// Starts services side by side and returns when all are ready; from then on each is restarted whenever it ends.
    ///
    /// @throws StartFailedException when one ends or does not become ready in time
    public void start(List<ServiceSpec> specs) throws StartFailedException, InterruptedException {
        Map<Supervised, Process> started = new LinkedHashMap<>();
        Instant begun = Instant.now();
        for (ServiceSpec spec : specs) {
            Supervised service = new Supervised(spec);
            started.put(service, launchFirst(service));
        }
        for (Map.Entry<Supervised, Process> service : started.entrySet()) {
            awaitReady(service.getKey(), service.getValue(), begun, startPatience.multipliedBy(specs.size()));
        }
    }

    private void awaitReady(Supervised service, Process process, Instant begun, Duration patience)
            throws StartFailedException, InterruptedException {
        ServiceSpec spec = service.spec;
        while (true) {
            String waitsFor = readiness.notReadyBecause(spec.readiness());
            // In this order: another program may answer at the port while ours has ended.
            if (closing) {
                throw new StartFailedException(spec.name() + " was told to stop while it started");
            }
            if (!process.isAlive()) {
                throw new StartFailedException(
                        spec.name() + " ended with exit code " + process.exitValue() + " while it started" + log(spec));
            }
            if (waitsFor.isEmpty()) {
                watch(service, process, begun);
                listener.ready(spec, process.pid(), Duration.between(begun, Instant.now()));
                return;
            }
            if (Duration.between(begun, Instant.now()).compareTo(patience) > 0) {
                throw new StartFailedException(
                        spec.name() + " was not ready within " + patience.toSeconds() + " s: " + waitsFor + log(spec));
            }
            Thread.sleep(POLL);
        }
    }

    /// What was started and not stopped, in the order of start.
    public List<ServiceSpec> services() {
        return onOwner(() -> services.stream().map(service -> service.spec).toList());
    }

    /// The processes that run now, in the order of start.
    public List<Long> pids() {
        return onOwner(() -> services.stream()
                .map(service -> service.process)
                .filter(process -> process != null && process.isAlive())
                .map(Process::pid)
                .toList());
    }

    /// Ends a service for good; does nothing when there is none of that name.
    public void stop(String name) {
        onOwner(() -> {
            for (Supervised service : List.copyOf(services)) {
                if (service.spec.name().equals(name)) {
                    service.ended = true;
                    stop(service);
                    services.remove(service);
                }
            }
            return List.of();
        });
    }

    /// Stops every service in reverse order of start. Returns when all are gone; closing twice does nothing.
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        onOwner(() -> {
            for (Supervised service : services.reversed()) {
                stop(service);
            }
            services.clear();
            return List.of();
        });
        owner.shutdownNow();
        readiness.close();
    }

    private Process launchFirst(Supervised service) throws StartFailedException, InterruptedException {
        Future<Process> launched = owner.submit(() -> {
            if (closing) {
                throw new IOException("the stack is stopping");
            }
            Process process = ChildProcess.start(service.spec);
            service.process = process;
            services.add(service);
            return process;
        });
        try {
            return launched.get();
        } catch (ExecutionException e) {
            throw new StartFailedException(service.spec.name() + " cannot be started: " + e.getCause(), e);
        }
    }

    private void watch(Supervised service, Process process, Instant begun) {
        var _ = process.onExit().thenAccept(ended -> {
            if (!closing && !service.ended) {
                owner.execute(() -> restartLater(service, ended, begun));
            }
        });
    }

    private void restartLater(Supervised service, Process ended, Instant begun) {
        if (closing || service.ended) {
            return;
        }
        Duration wait = service.backOff.afterRunOf(Duration.between(begun, Instant.now()));
        listener.crashed(service.spec, ended.exitValue(), wait);
        var _ = owner.schedule(() -> restart(service), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart(Supervised service) {
        if (closing || service.ended) {
            return;
        }
        Instant begun = Instant.now();
        try {
            Process process = ChildProcess.start(service.spec);
            service.process = process;
            watch(service, process, begun);
            Thread.ofVirtual().name("await-" + service.spec.name()).start(() -> announce(service, process, begun));
        } catch (IOException e) {
            // As good as a crash: the disk may be full now and have room later.
            Duration wait = service.backOff.afterRunOf(Duration.ZERO);
            listener.crashed(service.spec, -1, wait);
            var _ = owner.schedule(() -> restart(service), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void announce(Supervised service, Process process, Instant begun) {
        try {
            while (!closing && process.isAlive()) {
                if (readiness.notReadyBecause(service.spec.readiness()).isEmpty()) {
                    listener.ready(service.spec, process.pid(), Duration.between(begun, Instant.now()));
                    return;
                }
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Supervised service) {
        Process process = service.process;
        if (process == null) {
            return;
        }
        process.destroy();
        boolean byForce = false;
        try {
            if (!process.waitFor(stopPatience.toMillis(), TimeUnit.MILLISECONDS)) {
                byForce = true;
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        listener.stopped(service.spec, byForce);
    }

    private String log(ServiceSpec spec) {
        try {
            return "; its log " + spec.log() + " ends with\n"
                    + String.join("\n", ServiceLog.tail(spec.log(), LINES_OF_LOG))
                            .indent(4);
        } catch (IOException e) {
            return "; its log " + spec.log() + " cannot be read: " + e.getMessage();
        }
    }

    private <T> List<T> onOwner(Callable<List<T>> work) {
        try {
            return owner.submit(work).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static final class Supervised {
        private final ServiceSpec spec;
        private final BackOff backOff = new BackOff();
        private @Nullable Process process;
        /// It was told to stop and shall not come back.
        private volatile boolean ended;

        private Supervised(ServiceSpec spec) {
            this.spec = spec;
        }
    }
}
