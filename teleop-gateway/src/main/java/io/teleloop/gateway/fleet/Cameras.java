package io.teleloop.gateway.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.webrtc.VideoFeed;
import io.teleloop.gateway.webrtc.WebRtcEngine;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The cameras of one robot: each picture goes to its feed, and how often and how recently is counted. Not
/// thread-safe.
final class Cameras implements AutoCloseable {
    private static final class View {
        final Camera camera;
        final VideoFeed feed;
        long newestCaptureNs;
        int pictures;
        double fps;

        View(Camera camera, VideoFeed feed) {
            this.camera = camera;
            this.feed = feed;
        }
    }

    /// By stream.
    private final Map<String, View> views = new LinkedHashMap<>();

    private long countedSinceNs;

    Cameras(RobotDescription robot, WebRtcEngine engine, long nowNs) {
        countedSinceNs = nowNs;
        for (Camera camera : robot.getCamerasList()) {
            views.put(
                    Streams.camera(camera.getName()),
                    new View(
                            camera,
                            engine.openFeed(
                                    camera.getName(), camera.getWidth(), camera.getHeight(), camera.getFrameRateHz())));
        }
    }

    void picture(Reception sample) throws InvalidProtocolBufferException {
        View view = views.get(sample.stream());
        if (view != null) {
            CompressedImage image = CompressedImage.parseFrom(sample.data());
            view.feed.offer(image.getData().toByteArray(), sample.captureTimeNs());
            view.newestCaptureNs = sample.captureTimeNs();
            view.pictures++;
        }
    }

    /// Age of the picture that was taken longest ago, ms; 0 without cameras.
    double oldestMs(long nowNs) {
        return views.values().stream()
                .mapToDouble(view -> (nowNs - view.newestCaptureNs) / 1e6)
                .max()
                .orElse(0);
    }

    /// Turns what was counted since the last call into rates.
    void count(long nowNs) {
        double seconds = (nowNs - countedSinceNs) / 1e9;
        countedSinceNs = nowNs;
        for (View view : views.values()) {
            view.fps = view.pictures / seconds;
            view.pictures = 0;
        }
    }

    /// As in the state message of the operator protocol.
    JsonObject rates() {
        JsonObject rates = new JsonObject();
        views.values()
                .forEach(view -> rates.put(
                        view.camera.getName(), new JsonObject().put("fps", Math.round(view.fps * 10) / 10.0)));
        return rates;
    }

    List<Camera> described() {
        return views.values().stream().map(view -> view.camera).toList();
    }

    List<VideoFeed> feeds() {
        return new ArrayList<>(views.values().stream().map(view -> view.feed).toList());
    }

    @Override
    public void close() {
        views.values().forEach(view -> view.feed.close());
    }
}
