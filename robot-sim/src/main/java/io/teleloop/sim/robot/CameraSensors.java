package io.teleloop.sim.robot;

import io.teleloop.robot.SampleSink;
import io.teleloop.sim.mujoco.Simulation;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renders, compresses and publishes the cameras on a thread of its own, so that physics keeps its pace. A robot that
/// stands still costs no rendering.
final class CameraSensors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraSensors.class);

    private final CameraImages images;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("cameras").factory());

    CameraSensors(Simulation simulation, SampleSink sink) {
        images = new CameraImages(simulation, sink);
    }

    /// Takes a picture with each camera, unless the last ones are still being made.
    ///
    /// Called by the physics thread; takes microseconds.
    ///
    /// @return whether pictures are being made
    boolean trigger(long captureTimeNs) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        boolean moved = images.hasMoved();
        if (moved) {
            images.capture();
        }
        thread.execute(() -> {
            try {
                if (moved) {
                    images.publish(captureTimeNs);
                } else {
                    images.publishAgain(captureTimeNs);
                }
            } catch (RuntimeException e) {
                LOG.error("Cameras failed", e);
            } finally {
                busy.set(false);
            }
        });
        return true;
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("Cameras did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        images.close();
    }
}
