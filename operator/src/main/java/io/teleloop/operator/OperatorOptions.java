package io.teleloop.operator;

import io.teleloop.webrtc.PeerConfig;
import java.time.Duration;

/// How an [OperatorClient] connects and how long it waits.
///
/// @param peer the WebRTC side
/// @param connectTimeout from the sign-in until every channel is open
/// @param requestTimeout for the gateway's answer to one request
public record OperatorOptions(PeerConfig peer, Duration connectTimeout, Duration requestTimeout) {
    public static OperatorOptions defaults() {
        return new OperatorOptions(PeerConfig.defaults(), Duration.ofSeconds(30), Duration.ofSeconds(10));
    }
}
