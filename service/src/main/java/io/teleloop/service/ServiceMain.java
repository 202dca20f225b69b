package io.teleloop.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a service until it is told to stop. Exit codes: 0 after SIGTERM, 78 for a bad configuration (EX_CONFIG of
/// sysexits.h), 70 for any other failure.
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
    /// After SIGTERM a service has ended within this time, whatever it waits for.
    public static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    static final int BAD_CONFIGURATION = 78;
    private static final int SOFTWARE_FAILURE = 70;

    /// Starts a service; closing what it returns drains and stops it.
    @FunctionalInterface
    public interface Start {
        AutoCloseable start() throws Exception;
    }

    private ServiceMain() {}

    @SuppressWarnings("SystemExitOutsideMain") // This is every main's body.
    public static void run(String name, Start start) {
        try {
            AutoCloseable service = start.start();
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop-" + name).unstarted(() -> {
                        stop(name, service, LONGEST_STOP);
                        stopped.countDown();
                    }));
            LOG.info("Service started service={}", name);
            stopped.await();
        } catch (ConfigurationException e) {
            LOG.error("Service has a bad configuration service={} problem={}", name, e.getMessage());
            System.exit(exitCode(e));
        } catch (Exception e) {
            LOG.error("Service failed to start service={}", name, e);
            System.exit(exitCode(e));
        }
    }

    static int exitCode(Exception problem) {
        return problem instanceof ConfigurationException ? BAD_CONFIGURATION : SOFTWARE_FAILURE;
    }

    /// Returns when the service has stopped or the patience is at its end; the process ends then.
    static void stop(String name, AutoCloseable service, Duration patience) {
        LOG.info("Service stopping service={}", name);
        Thread stopping = Thread.ofPlatform().daemon().name("close-" + name).start(() -> close(name, service));
        try {
            if (!stopping.join(patience)) {
                LOG.error("Service does not stop and is ended service={} waited_s={}", name, patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(String name, AutoCloseable service) {
        try {
            service.close();
            LOG.info("Service stopped service={}", name);
        } catch (Exception e) {
            LOG.error("Service stopped badly service={}", name, e);
        }
    }
}
