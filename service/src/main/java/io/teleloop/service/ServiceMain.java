package io.teleloop.service;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a service until it is told to stop. Exit codes: 0 after SIGTERM, 78 for a bad configuration (EX_CONFIG of
/// sysexits.h), 70 for any other failure to start.
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
    private static final int BAD_CONFIGURATION = 78;
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
                        stop(name, service);
                        stopped.countDown();
                    }));
            LOG.info("Service started service={}", name);
            stopped.await();
        } catch (ConfigurationException e) {
            LOG.error("Service has a bad configuration service={} problem={}", name, e.getMessage());
            System.exit(BAD_CONFIGURATION);
        } catch (Exception e) {
            LOG.error("Service failed to start service={}", name, e);
            System.exit(SOFTWARE_FAILURE);
        }
    }

    private static void stop(String name, AutoCloseable service) {
        LOG.info("Service stopping service={}", name);
        try {
            service.close();
            LOG.info("Service stopped service={}", name);
        } catch (Exception e) {
            LOG.error("Service stopped badly service={}", name, e);
        }
    }
}
