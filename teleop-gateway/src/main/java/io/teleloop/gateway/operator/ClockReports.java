package io.teleloop.gateway.operator;

import io.teleloop.gateway.control.ClientClock;
import io.teleloop.gateway.problem.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What one client says of its clock and of the delay with which it sees the robot. It is believed while it is fresh,
/// and only as far as the client's own clock messages bear it out. Not thread-safe.
final class ClockReports {
    private static final long LIFETIME_NS = Duration.ofSeconds(5).toNanos();
    private static final int WINDOW = 16;
    /// What two clocks may drift apart while the client's best exchange and this window are compared.
    private static final double DRIFT_MS = 10;

    /// For each of the last clock messages, arrival minus departure: the offset and the way, so never below the offset.
    private final ArrayDeque<Double> bounds = new ArrayDeque<>(WINDOW);
    private @Nullable ClientClock clock;
    private double delayMs;
    private long reportedAtNs;

    /// A clock message left at `t1` of the client's clock and came at `t2` of the gateway's, ms.
    void exchanged(double t1, double t2) {
        if (bounds.size() == WINDOW) {
            bounds.removeFirst();
        }
        bounds.addLast(t2 - t1);
    }

    /// Takes a report; the problem when it cannot be true, and then the one before stays until it is too old.
    Optional<Problem> reported(ClientMessage.ClockReport report, long nowNs) {
        if (bounds.isEmpty()) {
            return Optional.of(new Problem(
                    "bad-message", "a clock.report came before any clock message", "send clock messages first"));
        }
        double most = bounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow() + DRIFT_MS;
        if (report.offsetMs() > most + report.errorMs()) {
            return Optional.of(new Problem(
                    "bad-message",
                    "the reported offset of " + report.offsetMs() + " ms with an error of " + report.errorMs()
                            + " ms cannot be: the clock messages allow at most " + most + " ms",
                    "send clock messages once a second and report gateway clock minus client clock"));
        }
        clock = new ClientClock(report.offsetMs(), report.errorMs());
        delayMs = Math.max(report.rttMs(), report.glassToGlassMs().orElse(0.0));
        reportedAtNs = nowNs;
        return Optional.empty();
    }

    private Optional<ClientClock> fresh(long nowNs) {
        return Optional.ofNullable(clock)
                .filter(ClientClock::hasConverged)
                .filter(ignored -> nowNs - reportedAtNs <= LIFETIME_NS);
    }

    /// The client's clock; empty while it is not known well enough.
    Optional<ClientClock> clock(long nowNs) {
        return fresh(nowNs);
    }

    /// The larger of round trip and age of the picture, ms; empty while the client's clock is not known well enough.
    OptionalDouble delayMs(long nowNs) {
        return fresh(nowNs).isPresent() ? OptionalDouble.of(delayMs) : OptionalDouble.empty();
    }
}
