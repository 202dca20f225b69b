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

/// Takes a picture with each camera: the one place that makes these messages, in real time and afterwards.
///
/// [#hasMoved] and [#capture] must not run while the simulation steps; [#publish] may. Otherwise not thread-safe.
public final class CameraImages implements AutoCloseable {
    private static final float JPEG_QUALITY = 0.85f;

    private record View(CameraSpec spec, SceneRenderer.Camera camera) {}

    private final SampleSink sink;
    private final SceneRenderer renderer;
    private final List<View> views = new ArrayList<>();
    private final JpegEncoder encoder = new JpegEncoder(JPEG_QUALITY);
    /// The last ones, one a view.
    private List<ByteString> pictures = List.of();

    /// @param sink gets one message of each camera's stream a picture
    public CameraImages(Simulation simulation, SampleSink sink) {
        this.sink = sink;
        renderer = new SceneRenderer(simulation);
        for (CameraSpec spec : CameraSpec.ALL) {
            views.add(new View(spec, renderer.camera(spec.name(), spec.width(), spec.height())));
        }
    }

    /// Names of the cameras, in the order of their pictures.
    public static List<String> names() {
        return CameraSpec.ALL.stream().map(CameraSpec::name).toList();
    }

    /// Whether the last pictures show something else than new ones would; takes microseconds.
    boolean hasMoved() {
        return renderer.hasMoved();
    }

    /// Notes where everything is now; takes microseconds.
    public void capture() {
        renderer.capture();
    }

    /// Renders what was captured last.
    public void publish(long captureTimeNs) {
        renderer.prepare();
        pictures = views.stream()
                .map(view -> ByteString.copyFrom(encoder.encode(view.camera().render())))
                .toList();
        publishAgain(captureTimeNs);
    }

    /// Sends the last pictures, while nothing moves, as those of another time.
    void publishAgain(long captureTimeNs) {
        for (int i = 0; i < pictures.size(); i++) {
            String name = views.get(i).spec().name();
            sink.publish(
                    Streams.camera(name),
                    captureTimeNs,
                    CompressedImage.newBuilder()
                            .setTimestamp(Wire.timestamp(captureTimeNs))
                            .setData(pictures.get(i))
                            .setFormat("jpeg")
                            .setFrameId(name)
                            .build()
                            .toByteString());
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
