package io.teleloop.operator;

import io.teleloop.contract.wire.MalformedPacketException;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.contract.wire.TactilePacket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest observation and tactile fields. Thread-safe.
final class Readings {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

    private final AtomicLong observations = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong tactileFields = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final Map<Integer, TactilePacket> tactile = new ConcurrentHashMap<>();
    private volatile @Nullable ObservationPacket newest;
    private @Nullable String endReason;

    /// @return the packet when it is newer than those before it
    Optional<ObservationPacket> observation(byte[] packet) {
        ObservationPacket read;
        try {
            read = ObservationPacket.decode(packet);
        } catch (MalformedPacketException e) {
            malformed(e);
            return Optional.empty();
        }
        observations.incrementAndGet();
        synchronized (this) {
            ObservationPacket before = newest;
            if (before != null && read.sequence() <= before.sequence()) {
                return Optional.empty();
            }
            if (before != null) {
                lost.addAndGet(read.sequence() - before.sequence() - 1);
            }
            newest = read;
            notifyAll();
        }
        return Optional.of(read);
    }

    void tactile(byte[] packet) {
        try {
            TactilePacket field = TactilePacket.decode(packet);
            tactileFields.incrementAndGet();
            tactile.merge(field.pad(), field, (before, now) -> now.sequence() >= before.sequence() ? now : before);
        } catch (MalformedPacketException e) {
            malformed(e);
        }
    }

    private void malformed(MalformedPacketException e) {
        if (malformed.getAndIncrement() == 0) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("The gateway sent a packet that cannot be read");
        }
    }

    /// Nothing more will come.
    synchronized void end(String reason) {
        endReason = reason;
        notifyAll();
    }

    Optional<ObservationPacket> newest() {
        return Optional.ofNullable(newest);
    }

    Optional<TactilePacket> tactile(int pad) {
        return Optional.ofNullable(tactile.get(pad));
    }

    synchronized ObservationPacket await(long after, Duration timeout) throws OperatorException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            ObservationPacket read = newest;
            if (read != null && read.sequence() > after) {
                return read;
            }
            String reason = endReason;
            if (reason != null) {
                throw OperatorException.connectionLost(reason);
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new OperatorException(
                        "timeout",
                        "no new observation within " + timeout.toMillis() + " ms",
                        "check that the robot is connected");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    long observations() {
        return observations.get();
    }

    long lost() {
        return lost.get();
    }

    long tactileFields() {
        return tactileFields.get();
    }

    long malformed() {
        return malformed.get();
    }
}
