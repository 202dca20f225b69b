package io.teleloop.sim.robot;

import com.google.protobuf.ByteString;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.robot.SampleSink;
import io.teleloop.sim.camera.JpegEncoder;
import io.teleloop.sim.camera.SceneRenderer;
import io.teleloop.sim.mujoco.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renders, compresses and publishes the cameras on a thread of its own, so that physics keeps its pace.
final class CameraSensors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraSensors.class);
    private static final float JPEG_QUALITY = 0.85f;

    private record View(CameraSpec spec, SceneRenderer.Camera camera) {}

    private final SampleSink sink;
    private final SceneRenderer renderer;
    private final List<View> views = new ArrayList<>();
    private final JpegEncoder encoder = new JpegEncoder(JPEG_QUALITY);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("cameras").factory());

    CameraSensors(Simulation simulation, SampleSink sink) {
        this.sink = sink;
        renderer = new SceneRenderer(simulation);
        for (CameraSpec spec : CameraSpec.ALL) {
            views.add(new View(spec, renderer.camera(spec.name(), spec.width(), spec.height())));
        }
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
        renderer.capture();
        thread.execute(() -> {
            try {
                publish(captureTimeNs);
            } catch (RuntimeException e) {
                LOG.error("Cameras failed", e);
            } finally {
                busy.set(false);
            }
        });
        return true;
    }

    private void publish(long captureTimeNs) {
        renderer.prepare();
        for (View view : views) {
            String name = view.spec().name();
            byte[] jpeg = encoder.encode(view.camera().render());
            sink.publish(
                    Streams.camera(name),
                    captureTimeNs,
                    CompressedImage.newBuilder()
                            .setTimestamp(Wire.timestamp(captureTimeNs))
                            .setData(ByteString.copyFrom(jpeg))
                            .setFormat("jpeg")
                            .setFrameId(name)
                            .build()
                            .toByteString());
        }
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
        encoder.close();
    }
}
