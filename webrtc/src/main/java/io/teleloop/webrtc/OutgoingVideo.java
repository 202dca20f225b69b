package io.teleloop.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.RTCRtpEncodingParameters;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.media.MediaType;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The video that a peer sends: its outputs and, for each, a track and a transceiver. Of the peer's thread, but for
/// [#mids].
final class OutgoingVideo {
    private final PeerThread thread;
    private final List<String> codecs;
    private final List<VideoOutput> outputs;
    private final List<VideoTrack> tracks = new ArrayList<>();
    private final List<RTCRtpTransceiver> transceivers = new ArrayList<>();
    private volatile List<String> mids = List.of();

    /// @param codecs names in the order of preference
    OutgoingVideo(PeerThread thread, List<String> codecs, List<VideoOutput> outputs) {
        this.thread = thread;
        this.codecs = codecs;
        this.outputs = List.copyOf(outputs);
    }

    void offer(PeerConnectionFactory factory, RTCPeerConnection connection) {
        for (VideoOutput output : outputs) {
            VideoTrack track = factory.createVideoTrack(output.label(), output.open());
            tracks.add(track);
            RTCRtpEncodingParameters encoding = new RTCRtpEncodingParameters();
            encoding.maxBitrate = output.maxBitrate();
            RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
            init.direction = RTCRtpTransceiverDirection.SEND_ONLY;
            init.streamIds.add(output.label());
            init.sendEncodings.add(encoding);
            RTCRtpTransceiver transceiver = connection.addTransceiver(track, init);
            transceivers.add(transceiver);
            transceiver.setCodecPreferences(
                    preferred(factory.getRtpSenderCapabilities(MediaType.VIDEO).getCodecs()));
        }
    }

    private List<RTCRtpCodecCapability> preferred(List<RTCRtpCodecCapability> known) {
        List<RTCRtpCodecCapability> preferred = new ArrayList<>();
        for (String name : codecs) {
            known.stream()
                    .filter(codec -> codec.getName().equalsIgnoreCase(name))
                    .forEach(preferred::add);
        }
        if (preferred.isEmpty()) {
            throw new IllegalStateException("none of the video codecs " + codecs + " is built in");
        }
        // Retransmission of lost packets stays.
        known.stream()
                .filter(codec -> codec.getName().toLowerCase(Locale.ROOT).equals("rtx"))
                .forEach(preferred::add);
        return preferred;
    }

    /// Reads the media ids, which the connection gives when its local description is set.
    void described() {
        mids = transceivers.stream().map(RTCRtpTransceiver::getMid).toList();
    }

    /// In the order of the outputs; empty before the local description is set.
    List<String> mids() {
        return mids;
    }

    /// No more frames: before the connection is closed.
    void stop() {
        for (VideoOutput output : outputs) {
            thread.attempt("stop video", output::stop);
        }
    }

    /// Between closing the connection and releasing it.
    void releaseTransceivers() {
        for (RTCRtpTransceiver transceiver : transceivers) {
            thread.attempt(
                    "release transceiver", () -> NativeReference.of(transceiver).release());
        }
    }

    /// Gives tracks, then sources back: after the connection was released.
    void dispose() {
        for (VideoTrack track : tracks) {
            thread.attempt("dispose track", track::dispose);
        }
        for (VideoOutput output : outputs) {
            thread.attempt("dispose video source", output::dispose);
        }
    }
}
