package io.teleloop.recorder;

import io.teleloop.recorder.intake.SampleLog;
import io.teleloop.recorder.store.Sealer;
import io.teleloop.service.Health;
import org.jspecify.annotations.Nullable;

/// Live while the log is polled; ready while records can be taken and stored.
final class RecorderHealth implements Health {
    private volatile String startWaitsFor = "the start";
    private volatile @Nullable Parts parts;
    private volatile boolean failed;

    private record Parts(SampleLog log, Sealer sealer) {}

    void waitsFor(String what) {
        startWaitsFor = what;
    }

    void reading(SampleLog log, Sealer sealer) {
        parts = new Parts(log, sealer);
    }

    void failed() {
        failed = true;
    }

    @Override
    public boolean live() {
        Parts running = parts;
        return !failed && (running == null || running.log().turns());
    }

    @Override
    public String notReadyBecause() {
        Parts running = parts;
        if (failed) {
            return "a restart";
        }
        if (running == null) {
            return startWaitsFor;
        }
        String reading = running.log().trouble();
        return reading.isEmpty() ? running.sealer().trouble() : reading;
    }
}
