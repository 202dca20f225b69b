package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.wire.CommandPacket;
import io.teleloop.gateway.control.CommandGate.Accepted;
import io.teleloop.gateway.control.CommandGate.Rejected;
import io.teleloop.gateway.control.CommandGate.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandGateTest {
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final double NOW_MS = NOW / 1e6;
    private static final Optional<Lease> LEASE =
            Optional.of(new Lease("s1", "ada", 7, NOW + Duration.ofSeconds(3).toNanos()));
    /// The client's clock is 10 s behind.
    private static final ClientClock CLOCK = new ClientClock(10_000, 5);

    private final CommandGate gate = new CommandGate(Duration.ofMillis(400));

    private static byte[] packet(long epoch, long sequence, double ageMs, float... action) {
        return new CommandPacket(true, epoch, sequence, NOW_MS - 10_000 - ageMs, action).encode();
    }

    private Verdict check(byte[] packet) {
        return check(packet, CLOCK);
    }

    private Verdict check(byte[] packet, @Nullable ClientClock clock) {
        return gate.check(packet, "s1", LEASE, clock, 2, NOW);
    }

    private static void assertRejected(Verdict verdict, Rejection reason) {
        assertThat(verdict).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                .isEqualTo(reason));
    }

    @Test
    void aGoodPacketPassesWithItsTimeOnTheGatewaysClock() {
        assertThat(check(packet(7, 0, 50, 1, 2)))
                .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat((NOW - accepted.sentNs()) / 1e6)
                        .isBetween(49.0, 51.0));
    }

    @Test
    void anotherVersionIsRejected() {
        byte[] packet = packet(7, 0, 0, 1, 2);
        packet[0] = 2;
        assertRejected(check(packet), Rejection.VERSION);
    }

    @Test
    void aPacketThatIsCutAnywhereIsRejected() {
        byte[] packet = packet(7, 0, 0, 1, 2);
        for (int length = 0; length < packet.length; length++) {
            assertRejected(check(Arrays.copyOf(packet, length)), Rejection.LENGTH);
        }
    }

    @Test
    void anActionOfAnotherSizeThanTheRobotsIsRejected() {
        assertRejected(check(packet(7, 0, 0, 1, 2, 3)), Rejection.LENGTH);
    }

    @Test
    void numbersThatAreNoneAreRejected() {
        assertRejected(check(packet(7, 0, 0, 1, Float.NaN)), Rejection.NON_FINITE);
        assertRejected(check(packet(7, 0, 0, Float.POSITIVE_INFINITY, 1)), Rejection.NON_FINITE);
        assertRejected(check(packet(7, 0, Double.NaN, 1, 1)), Rejection.NON_FINITE);
    }

    @Test
    void aSessionWithoutTheLeaseIsRejected() {
        byte[] packet = packet(7, 0, 0, 1, 2);
        assertRejected(gate.check(packet, "s2", LEASE, CLOCK, 2, NOW), Rejection.LEASE);
        assertRejected(gate.check(packet, "s1", Optional.empty(), CLOCK, 2, NOW), Rejection.LEASE);
    }

    @Test
    void anExpiredLeaseIsNone() {
        long later = NOW + Duration.ofSeconds(3).toNanos();
        assertRejected(gate.check(packet(7, 0, -3000, 1, 2), "s1", LEASE, CLOCK, 2, later), Rejection.LEASE);
    }

    @Test
    void anOldEpochIsRejected() {
        assertRejected(check(packet(6, 0, 0, 1, 2)), Rejection.EPOCH);
    }

    @Test
    void aReplayedOrLatePacketIsRejected() {
        check(packet(7, 5, 0, 1, 2));
        assertRejected(check(packet(7, 5, 0, 1, 2)), Rejection.ORDER);
        assertRejected(check(packet(7, 4, 0, 1, 2)), Rejection.ORDER);
        assertThat(check(packet(7, 6, 0, 1, 2))).isInstanceOf(Accepted.class);
    }

    @Test
    void aRejectedPacketDoesNotUseUpItsSequence() {
        assertRejected(check(packet(7, 5, 1000, 1, 2)), Rejection.STALE);
        assertThat(check(packet(7, 5, 0, 1, 2))).isInstanceOf(Accepted.class);
    }

    @Test
    void anOldPacketIsRejected() {
        assertRejected(check(packet(7, 0, 406, 1, 2)), Rejection.STALE);
        assertThat(check(packet(7, 0, 404, 1, 2))).isInstanceOf(Accepted.class);
    }

    @Test
    void aPacketFromTheFutureIsRejected() {
        assertRejected(check(packet(7, 0, -406, 1, 2)), Rejection.FUTURE);
    }

    @Test
    void aPressedDeadmanIsRejectedBeforeTheClientKnowsItsClock() {
        assertRejected(check(packet(7, 0, 0, 1, 2), null), Rejection.NOT_READY);
        assertRejected(check(packet(7, 1, 0, 1, 2), new ClientClock(10_000, 5000)), Rejection.NOT_READY);
    }

    @Test
    void aReleasedDeadmanIsAcceptedBeforeTheClientKnowsItsClock() {
        byte[] released = new CommandPacket(false, 7, 0, NOW_MS, new float[] {1, 2}).encode();
        assertThat(check(released, null)).isInstanceOf(Accepted.class);
    }
}
