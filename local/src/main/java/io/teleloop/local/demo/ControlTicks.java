package io.teleloop.local.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A steady beat. A beat that was missed is left out: the next ones keep their places.
final class ControlTicks {
    private final long periodNs;
    private long next = System.nanoTime();

    ControlTicks(double rateHz) {
        if (!(rateHz > 0)) {
            throw new IllegalArgumentException("the control rate is " + rateHz + " Hz, it must be positive");
        }
        periodNs = Math.round(TimeUnit.SECONDS.toNanos(1) / rateHz);
    }

    void awaitNext() throws InterruptedException {
        long now = System.nanoTime();
        next += periodNs * Math.max(1, Math.ceilDiv(now - next, periodNs));
        while (next - System.nanoTime() > 0) {
            LockSupport.parkNanos(next - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
