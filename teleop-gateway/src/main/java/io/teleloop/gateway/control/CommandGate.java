package io.teleloop.gateway.control;

import io.teleloop.contract.wire.CommandPacket;
import io.teleloop.contract.wire.MalformedPacketException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets through only command packets that are whole, meant for now and from the lease's holder. Of one robot; not
/// thread-safe.
public final class CommandGate {
    private static final double NANOS_PER_MS = 1e6;

    /// What the gate says of a packet.
    public sealed interface Verdict {}

    /// @param sentNs when the client sent it, gateway clock; the arrival time while the client's clock is unknown
    public record Accepted(CommandPacket packet, long sentNs) implements Verdict {}

    public record Rejected(Rejection reason, String detail) implements Verdict {}

    private final double maxAgeMs;
    private long epoch = -1;
    private long lastSequence = -1;

    public CommandGate(Duration maxAge) {
        maxAgeMs = maxAge.toNanos() / NANOS_PER_MS;
    }

    /// @param session that the packet came from
    /// @param lease of the robot now
    /// @param clock as the session's client reported it lately; without it only a released deadman counts
    /// @param actionSize of the robot's action space
    /// @param nowNs gateway clock
    public Verdict check(
            byte[] bytes,
            String session,
            Optional<Lease> lease,
            @Nullable ClientClock clock,
            int actionSize,
            long nowNs) {
        if (bytes.length == 0) {
            return new Rejected(Rejection.LENGTH, "the packet is empty");
        }
        int version = Byte.toUnsignedInt(bytes[0]);
        if (version != CommandPacket.VERSION) {
            return new Rejected(
                    Rejection.VERSION, "packet version " + version + ", this gateway knows " + CommandPacket.VERSION);
        }
        CommandPacket packet;
        try {
            packet = CommandPacket.decode(bytes);
        } catch (MalformedPacketException e) {
            return new Rejected(Rejection.LENGTH, String.valueOf(e.getMessage()));
        }
        if (packet.action().length != actionSize) {
            return new Rejected(
                    Rejection.LENGTH,
                    packet.action().length + " action values, the robot's action space has " + actionSize);
        }
        int broken = firstNonFinite(packet);
        if (broken >= 0) {
            return new Rejected(Rejection.NON_FINITE, "action value " + broken + " or the send time is not finite");
        }
        if (lease.isEmpty() || !lease.get().isHeldBy(session) || lease.get().isExpired(nowNs)) {
            return new Rejected(Rejection.LEASE, "the session does not hold the lease");
        }
        if (packet.epoch() != lease.get().epoch()) {
            return new Rejected(
                    Rejection.EPOCH,
                    "epoch " + packet.epoch() + ", the lease's is "
                            + lease.get().epoch());
        }
        return inTime(packet, clock, nowNs);
    }

    private Verdict inTime(CommandPacket packet, @Nullable ClientClock clock, long nowNs) {
        if (packet.epoch() == epoch && packet.sequence() <= lastSequence) {
            return new Rejected(Rejection.ORDER, "sequence " + packet.sequence() + " after " + lastSequence);
        }
        boolean clockKnown = clock != null && clock.hasConverged();
        if (!clockKnown && packet.deadman()) {
            return new Rejected(Rejection.NOT_READY, "the client's clock is not known, so the command's age is not");
        }
        long sentNs = nowNs;
        if (clock != null && clockKnown) {
            double sentMs = clock.toGatewayMs(packet.sentMs());
            double ageMs = nowNs / NANOS_PER_MS - sentMs;
            if (ageMs - clock.errorMs() > maxAgeMs) {
                return new Rejected(Rejection.STALE, "sent " + Math.round(ageMs) + " ms ago");
            }
            if (-ageMs - clock.errorMs() > maxAgeMs) {
                return new Rejected(Rejection.FUTURE, "sent " + Math.round(-ageMs) + " ms in the future");
            }
            sentNs = Math.round(sentMs * NANOS_PER_MS);
        }
        epoch = packet.epoch();
        lastSequence = packet.sequence();
        return new Accepted(packet, sentNs);
    }

    /// The index of the first value that is no number, -1 when all are.
    private static int firstNonFinite(CommandPacket packet) {
        for (int i = 0; i < packet.action().length; i++) {
            if (!Float.isFinite(packet.action()[i])) {
                return i;
            }
        }
        return Double.isFinite(packet.sentMs()) ? -1 : packet.action().length;
    }
}
