package io.teleloop.webrtc;

import java.nio.ByteBuffer;

/// Sees decoded frames, on a native decoder thread: it must return quickly.
@FunctionalInterface
public interface VideoObserver {
    /// @param mid which of the offered video tracks
    /// @param luma plane of the frame, `height` rows of `stride` bytes; valid only during the call
    void frame(String mid, ByteBuffer luma, int width, int height, int stride);
}
