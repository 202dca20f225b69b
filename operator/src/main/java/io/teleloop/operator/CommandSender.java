package io.teleloop.operator;

import io.teleloop.contract.wire.CommandPacket;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Numbers, stamps and sends commands. Thread-safe.
final class CommandSender {
    private final SessionClock clock;
    private final CommandMeter meter;
    private final Predicate<byte[]> line;
    private long epoch;
    private long sequence;
    private long sent;
    private long unsent;
    private long lastNs = System.nanoTime();

    /// @param line takes a packet, or says that it cannot
    CommandSender(SessionClock clock, CommandMeter meter, Predicate<byte[]> line) {
        this.clock = clock;
        this.meter = meter;
        this.line = line;
    }

    /// One at a time: sequence numbers must rise in the order of sending.
    synchronized boolean send(double[] action, boolean deadman, long leaseEpoch) {
        if (leaseEpoch != epoch) {
            epoch = leaseEpoch;
            sequence = 0;
        }
        float[] values = new float[action.length];
        for (int i = 0; i < action.length; i++) {
            values[i] = (float) action[i];
        }
        lastNs = System.nanoTime();
        double now = clock.nowMs();
        boolean taken = line.test(new CommandPacket(deadman, epoch, ++sequence, now, values).encode());
        if (taken) {
            sent++;
            meter.sent(now);
        } else {
            unsent++;
        }
        return taken;
    }

    synchronized boolean idleFor(long milliseconds) {
        return System.nanoTime() - lastNs > TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    synchronized long sent() {
        return sent;
    }

    synchronized long unsent() {
        return unsent;
    }
}
