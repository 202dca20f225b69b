package io.teleloop.gateway.fleet;

import io.teleloop.contract.v1.Camera;
import io.teleloop.gateway.webrtc.VideoFeed;
import java.util.List;

/// The cameras of a robot with their feeds, both in the order of the robot's description.
public record View(List<Camera> cameras, List<VideoFeed> feeds) {
    static final View NOTHING = new View(List.of(), List.of());
}
