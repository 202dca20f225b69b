package io.teleloop.gateway.control;

/// The one right to drive a robot.
///
/// @param session of the operator that holds it
/// @param operator who that is
/// @param epoch larger than that of every lease of this robot before, unsigned 32 bits
/// @param expiresAtNs gateway clock
public record Lease(String session, String operator, long epoch, long expiresAtNs) {

    public boolean isHeldBy(String candidate) {
        return session.equals(candidate);
    }

    public boolean isExpired(long nowNs) {
        return nowNs >= expiresAtNs;
    }

    Lease until(long newExpiryNs) {
        return new Lease(session, operator, epoch, newExpiryNs);
    }
}
