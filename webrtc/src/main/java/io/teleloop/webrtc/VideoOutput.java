package io.teleloop.webrtc;

import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.VideoFrame;
import org.jspecify.annotations.Nullable;

/// One outgoing video track of one peer. Each peer has its own, so that a viewer with a thin line does not lower
/// the picture of the others.
public final class VideoOutput {
    private final String label;
    private final int maxBitrate;
    private @Nullable CustomVideoSource source;
    private boolean stopped;

    /// @param label of the track
    /// @param maxBitrate bits a second
    public VideoOutput(String label, int maxBitrate) {
        this.label = label;
        this.maxBitrate = maxBitrate;
    }

    public String label() {
        return label;
    }

    int maxBitrate() {
        return maxBitrate;
    }

    /// The native source; the library must be loaded, which making a factory does.
    synchronized CustomVideoSource open() {
        CustomVideoSource opened = new CustomVideoSource();
        source = opened;
        return opened;
    }

    /// Hands a frame to the encoder, which takes its own reference. Nothing happens before the peer has set the
    /// track up and after it has closed.
    public synchronized void push(VideoFrame frame) {
        CustomVideoSource current = source;
        if (current != null && !stopped) {
            current.pushFrame(frame);
        }
    }

    /// After this no push reaches the native source.
    synchronized void stop() {
        stopped = true;
    }

    synchronized void dispose() {
        stopped = true;
        CustomVideoSource current = source;
        if (current != null) {
            source = null;
            current.dispose();
        }
    }
}
