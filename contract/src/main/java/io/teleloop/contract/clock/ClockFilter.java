package io.teleloop.contract.clock;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;

/// Keeps the best of the last exchanges: the one with the smallest error bound, each bound growing with its age by the
/// clocks' worst relative drift. Not thread-safe.
public final class ClockFilter {
    private static final int WINDOW = 32;
    /// Two ordinary quartz clocks stay within 100 parts in a million of each other.
    private static final double DRIFT = 100e-6;

    private record Exchange(ClockOffset offset, long atNs) {
        long errorAt(long nowNs) {
            return offset.errorNs() + (long) (DRIFT * Math.max(0, nowNs - atNs));
        }
    }

    private final ArrayDeque<Exchange> exchanges = new ArrayDeque<>(WINDOW);

    /// @param nowNs local clock
    public void add(ClockOffset offset, long nowNs) {
        if (exchanges.size() == WINDOW) {
            exchanges.removeFirst();
        }
        exchanges.addLast(new Exchange(offset, nowNs));
    }

    /// The best estimate now; empty before the first exchange.
    public Optional<ClockOffset> best(long nowNs) {
        return exchanges.stream()
                .min(Comparator.comparingLong(exchange -> exchange.errorAt(nowNs)))
                .map(exchange -> new ClockOffset(exchange.offset().offsetNs(), exchange.errorAt(nowNs)));
    }
}
