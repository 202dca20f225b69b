package io.teleloop.gateway.webrtc;

import io.teleloop.webrtc.IceServer;
import io.teleloop.webrtc.PeerConfig;
import java.time.Duration;
import java.util.List;

/// How operators reach the gateway over WebRTC.
///
/// @param minPort lowest UDP port for media, 0 for any
/// @param maxPort highest UDP port for media, 0 for any
/// @param iceServers STUN and TURN servers; may be empty
/// @param videoCodecs in the order of preference; the operator's browser takes the first that it knows
/// @param maxVideoBitrate bits a second for one camera and one viewer
/// @param connectTimeout until every channel is open
/// @param lossTimeout how long a lost connection may take to come back
public record WebRtcConfig(
        int minPort,
        int maxPort,
        List<IceServer> iceServers,
        List<String> videoCodecs,
        int maxVideoBitrate,
        Duration connectTimeout,
        Duration lossTimeout) {
    private static final int DEFAULT_VIDEO_BITRATE = 4_000_000;

    /// @throws IllegalArgumentException for values that cannot work
    public WebRtcConfig {
        iceServers = List.copyOf(iceServers);
        videoCodecs = List.copyOf(videoCodecs);
        if (maxVideoBitrate < 100_000) {
            throw new IllegalArgumentException(
                    "a video bitrate of " + maxVideoBitrate + " bit/s shows nothing; use at least 100000");
        }
    }

    /// The usual choice: H.264 before VP8, at most 4 Mbit/s a camera, 20 s to connect, 5 s to come back.
    public static WebRtcConfig of(int minPort, int maxPort, List<IceServer> iceServers) {
        PeerConfig usual = PeerConfig.defaults();
        return new WebRtcConfig(
                minPort,
                maxPort,
                iceServers,
                usual.videoCodecs(),
                DEFAULT_VIDEO_BITRATE,
                usual.connectTimeout(),
                usual.lossTimeout());
    }

    /// Any port and direct routes only.
    public static WebRtcConfig defaults() {
        return of(0, 0, List.of());
    }

    PeerConfig peer() {
        return new PeerConfig(minPort, maxPort, iceServers, videoCodecs, connectTimeout, lossTimeout);
    }
}
