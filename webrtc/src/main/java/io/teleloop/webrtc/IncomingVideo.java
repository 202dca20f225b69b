package io.teleloop.webrtc;

import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The video that a peer receives. Its tracks are the connection's; only the sinks on them are ours.
final class IncomingVideo {
    private record TrackSink(VideoTrack track, VideoTrackSink sink) {}

    private final PeerThread thread;
    private final @Nullable VideoObserver observer;
    /// Native threads add while tracks arrive, and the peer's thread reads when that is over.
    private final List<TrackSink> sinks = new CopyOnWriteArrayList<>();

    /// @param observer null when video is not wanted
    IncomingVideo(PeerThread thread, @Nullable VideoObserver observer) {
        this.thread = thread;
        this.observer = observer;
    }

    /// Watches a track that has come, inside the native callback.
    ///
    /// @param transceiver lent, with its receiver and its track: none of them may be released
    void accept(RTCRtpTransceiver transceiver) {
        VideoObserver to = observer;
        if (to != null && transceiver.getReceiver().getTrack() instanceof VideoTrack track) {
            String mid = transceiver.getMid();
            VideoTrackSink sink = frame -> received(to, mid, frame);
            sinks.add(new TrackSink(track, sink));
            track.addSink(sink);
        }
    }

    private void received(VideoObserver to, String mid, VideoFrame frame) {
        thread.fromNative("frame", () -> {
            try {
                // For the buffers that come here toI420 returns the same buffer, so only the frame is released.
                var picture = frame.buffer.toI420();
                to.frame(mid, picture.getDataY(), picture.getWidth(), picture.getHeight(), picture.getStrideY());
            } finally {
                frame.release();
            }
        });
    }

    /// No more frames: before the connection is closed.
    void stop() {
        for (TrackSink sink : sinks) {
            thread.attempt("remove sink", () -> sink.track().removeSink(sink.sink()));
        }
    }
}
