package io.teleloop.trainer;

import io.teleloop.service.Health;
import io.teleloop.trainer.election.Election;
import org.jspecify.annotations.Nullable;

/// Live while election and learner turn; ready while this worker learns, or stands by to take over.
final class TrainerHealth implements Health {
    private volatile String startWaitsFor = "the start";
    private volatile @Nullable Parts parts;
    private volatile boolean failed;

    private record Parts(Election election, Leadership leadership) {}

    void waitsFor(String what) {
        startWaitsFor = what;
    }

    void running(Election election, Leadership leadership) {
        parts = new Parts(election, leadership);
    }

    void failed() {
        failed = true;
    }

    @Override
    public boolean live() {
        Parts running = parts;
        return !failed
                && (running == null
                        || (running.election().turns() && running.leadership().turns()));
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
        return running.election().joined() ? running.leadership().trouble() : "Kafka to let this worker into its group";
    }
}
