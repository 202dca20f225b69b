package io.teleloop.gateway.operator;

/// How many messages one session may still send: a few at once, then a steady rate. Not thread-safe.
final class MessageBudget {
    static final int PER_SECOND = 200;
    private static final double BURST = 400;
    private static final double NANOS = 1e9;

    private double left = BURST;
    private long filledAtNs;

    MessageBudget(long nowNs) {
        filledAtNs = nowNs;
    }

    /// False when there is none left.
    boolean take(long nowNs) {
        left = Math.min(BURST, left + PER_SECOND * Math.max(0, nowNs - filledAtNs) / NANOS);
        filledAtNs = nowNs;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
