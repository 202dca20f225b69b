package io.teleloop.local.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a supervisor told, in order.
final class RecordedEvents implements ServiceListener {
    private final List<String> events = new CopyOnWriteArrayList<>();

    List<String> events() {
        return events;
    }

    @Override
    public void ready(ServiceSpec service, long pid, Duration after) {
        events.add(service.name() + " ready");
    }

    @Override
    public void crashed(ServiceSpec service, int exitCode, Duration restartIn) {
        events.add(service.name() + " crashed " + exitCode);
    }

    @Override
    public void stopped(ServiceSpec service, boolean byForce) {
        events.add(service.name() + (byForce ? " killed" : " stopped"));
    }
}
