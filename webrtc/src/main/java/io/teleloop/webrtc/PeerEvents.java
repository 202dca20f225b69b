package io.teleloop.webrtc;

/// What a [Peer] tells its owner, always on the owner's executor.
public interface PeerEvents {
    /// The offer or answer to hand to the other side.
    void localDescription(String sdp);

    /// A route to hand to the other side.
    void localCandidate(String candidate, String sdpMid, int sdpMLineIndex);

    /// Every channel is open in both directions.
    void channelsOpen();

    /// A message came in.
    ///
    /// @param label of the channel
    /// @param data the message's own copy
    /// @param binary false for text, which is then UTF-8
    void message(String label, byte[] data, boolean binary);

    /// A message was dropped because it is longer than the channel allows.
    void oversized(String label, int bytes, int limit);

    /// The connection is over without having been closed here; told once, and the peer has begun to close itself.
    void disconnected(String reason);
}
