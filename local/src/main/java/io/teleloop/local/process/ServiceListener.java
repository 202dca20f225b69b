package io.teleloop.local.process;

import java.time.Duration;

/// Hears what becomes of the services. Called from the supervisor's thread: return at once.
public interface ServiceListener {
    void ready(ServiceSpec service, long pid, Duration after);

    /// @param exitCode as a shell shows it: 128 + signal after a signal
    void crashed(ServiceSpec service, int exitCode, Duration restartIn);

    void stopped(ServiceSpec service, boolean byForce);
}
