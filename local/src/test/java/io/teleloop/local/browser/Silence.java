package io.teleloop.local.browser;

import io.teleloop.local.process.ServiceListener;
import io.teleloop.local.process.ServiceSpec;
import java.time.Duration;

/// Says nothing of the services.
final class Silence implements ServiceListener {
    @Override
    public void ready(ServiceSpec service, long pid, Duration after) {}

    @Override
    public void crashed(ServiceSpec service, int exitCode, Duration restartIn) {}

    @Override
    public void stopped(ServiceSpec service, boolean byForce) {}
}
