package io.teleloop.sim.robot;

import java.util.List;

/// A camera of the model and its picture size in pixels.
record CameraSpec(String name, int width, int height) {
    /// The cameras of `arm.xml`.
    static final List<CameraSpec> ALL = List.of(new CameraSpec("scene", 640, 480), new CameraSpec("wrist", 320, 240));
}
