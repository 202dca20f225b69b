package io.teleloop.augmenter;

import io.teleloop.kafka.GroupLoop;
import io.teleloop.service.Health;
import org.jspecify.annotations.Nullable;

/// Live while events are polled; ready while they can be handled.
final class AugmenterHealth implements Health {
    private volatile String startWaitsFor = "the start";
    private volatile @Nullable GroupLoop loop;

    void waitsFor(String what) {
        startWaitsFor = what;
    }

    void reading(GroupLoop running) {
        loop = running;
    }

    @Override
    public boolean live() {
        GroupLoop running = loop;
        return running == null || running.turns();
    }

    @Override
    public String notReadyBecause() {
        GroupLoop running = loop;
        return running == null ? startWaitsFor : running.trouble();
    }
}
