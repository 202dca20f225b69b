package io.teleloop.webrtc;

import java.time.Duration;
import java.util.List;

/// How a peer finds the other one and how patient it is.
///
/// @param minPort lowest UDP port for media, 0 for any
/// @param maxPort highest UDP port for media, 0 for any
/// @param iceServers may be empty: then only direct routes are tried
/// @param videoCodecs names in the order of preference, for example H264, VP8; the offering side's choice
/// @param connectTimeout from the start until every channel is open
/// @param lossTimeout how long a lost route may take to come back before the peer counts as gone
public record PeerConfig(
        int minPort,
        int maxPort,
        List<IceServer> iceServers,
        List<String> videoCodecs,
        Duration connectTimeout,
        Duration lossTimeout) {

    public PeerConfig {
        iceServers = List.copyOf(iceServers);
        videoCodecs = List.copyOf(videoCodecs);
        if (minPort < 0 || maxPort > 65535 || minPort > maxPort || (minPort == 0 && maxPort != 0)) {
            throw new IllegalArgumentException("media ports " + minPort + " to " + maxPort
                    + " are no range; use 1 to 65535 with the lower first, or 0 and 0 for any");
        }
        if (videoCodecs.isEmpty()) {
            throw new IllegalArgumentException("no video codec is named; use for example H264, VP8");
        }
        requirePositive("connect timeout", connectTimeout);
        requirePositive("loss timeout", lossTimeout);
    }

    /// Any port, direct routes, H.264 before VP8, 20 s to connect and 5 s to come back.
    public static PeerConfig defaults() {
        return new PeerConfig(0, 0, List.of(), List.of("H264", "VP8"), Duration.ofSeconds(20), Duration.ofSeconds(5));
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " " + value + " is not positive");
        }
    }
}
