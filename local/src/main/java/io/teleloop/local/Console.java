package io.teleloop.local;

import io.teleloop.local.process.ServiceListener;
import io.teleloop.local.process.ServiceSpec;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// One line for each service and each thing that happens to it.
final class Console implements ServiceListener {
    private static final double NANOS = 1e9;

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    @Override
    public void ready(ServiceSpec service, long pid, Duration after) {
        line(service, "ready", String.format(Locale.ROOT, "after %.1f s, pid %d", after.toNanos() / NANOS, pid));
    }

    @Override
    public void crashed(ServiceSpec service, int exitCode, Duration restartIn) {
        line(
                service,
                "crashed",
                String.format(
                        Locale.ROOT,
                        "exit code %d, restarting in %.1f s, log %s",
                        exitCode,
                        restartIn.toNanos() / NANOS,
                        service.log()));
    }

    @Override
    public void stopped(ServiceSpec service, boolean byForce) {
        line(service, "stopped", byForce ? "killed: it did not end in time, log " + service.log() : "");
    }

    private void line(ServiceSpec service, String state, String more) {
        out.println(String.format(Locale.ROOT, "  %-9s %-8s %s", service.name(), state, more)
                .stripTrailing());
        out.flush();
    }
}
