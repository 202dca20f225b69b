package io.teleloop.operator;

import java.util.ArrayDeque;
import java.util.Iterator;

/// Measures how long commands are on their way, from the age of the newest accepted command that observations
/// carry. The two clocks' offset only decides which command is meant; it cancels out of the round trip.
/// Thread-safe.
final class CommandMeter {
    private static final int MAX_SENT = 256;

    private final ArrayDeque<Double> sentMs = new ArrayDeque<>(MAX_SENT);
    private final LatencyWindow roundTrips = new LatencyWindow();
    private double newestMatchedMs = Double.NEGATIVE_INFINITY;

    synchronized void sent(double atMs) {
        if (sentMs.size() == MAX_SENT) {
            sentMs.removeFirst();
        }
        sentMs.addLast(atMs);
    }

    /// An observation came.
    ///
    /// @param arrivedMs client clock
    /// @param gatewaySentMs gateway clock
    /// @param commandAgeMs at the moment of sending; negative for no command
    /// @param offsetMs gateway clock minus client clock
    /// @param errorMs bound on the offset's error
    synchronized void observed(
            double arrivedMs, double gatewaySentMs, double commandAgeMs, double offsetMs, double errorMs) {
        if (commandAgeMs < 0 || !Double.isFinite(offsetMs)) {
            return;
        }
        // When the gateway took the command, on this clock.
        double acceptedMs = gatewaySentMs - commandAgeMs - offsetMs;
        Iterator<Double> newestFirst = sentMs.descendingIterator();
        while (newestFirst.hasNext()) {
            double candidate = newestFirst.next();
            if (candidate <= acceptedMs + errorMs) {
                // Later observations of the same command tell nothing new.
                if (candidate > newestMatchedMs) {
                    newestMatchedMs = candidate;
                    roundTrips.add(Math.max(0, arrivedMs - candidate - commandAgeMs));
                }
                return;
            }
        }
    }

    LatencyWindow roundTrips() {
        return roundTrips;
    }
}
