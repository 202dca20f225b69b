package io.teleloop.webrtc;

import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.VideoFrame;

/// One outgoing video track of one peer. Each peer has its own, so that a viewer with a thin line does not lower the
/// picture of the others.
public final class VideoOutput {
    private final String label;
    private final int maxBitrate;
    private final CustomVideoSource source = new CustomVideoSource();
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

    CustomVideoSource source() {
        return source;
    }

    /// Hands a frame to the encoder, which takes its own reference. After the peer has closed nothing happens.
    public synchronized void push(VideoFrame frame) {
        if (!stopped) {
            source.pushFrame(frame);
        }
    }

    /// After this no push reaches the native source.
    synchronized void stop() {
        stopped = true;
    }

    synchronized void dispose() {
        stopped = true;
        source.dispose();
    }
}
