package io.teleloop.lerobot;

import java.io.IOException;

/// Takes the frames of one episode, in their order.
@FunctionalInterface
public interface FrameSink {
    /// @throws IllegalArgumentException when the frame is not as declared: it names the feature
    /// @throws IOException when it cannot be stored, or a picture is damaged
    void add(Frame frame) throws IOException;
}
