package io.teleloop.contract.clock;

/// How another clock relates to this one.
///
/// @param offsetNs what to add to a time of the other clock to get this one's
/// @param errorNs bound on the offset's error: half the round trip, plus drift since it was measured
public record ClockOffset(long offsetNs, long errorNs) {

    public long toLocal(long remoteNs) {
        return remoteNs + offsetNs;
    }

    /// From one four-timestamp exchange (as in NTP, RFC 5905 section 8) that the local side began.
    ///
    /// @param t1 local clock, request sent
    /// @param t2 remote clock, request received
    /// @param t3 remote clock, reply sent
    /// @param t4 local clock, reply received
    public static ClockOffset of(long t1, long t2, long t3, long t4) {
        long roundTrip = Math.max(0, t4 - t1 - (t3 - t2));
        return new ClockOffset(-Math.floorDiv(t2 - t1 + (t3 - t4), 2L), roundTrip / 2);
    }
}
