package io.teleloop.gateway.webrtc;

/// What an operator's connection tells the gateway, always on the executor that was given to
/// [WebRtcEngine#connect].
public interface PeerListener {
    /// The offer to hand to the operator.
    void offer(String sdp);

    /// A route to hand to the operator.
    void localCandidate(String candidate, String sdpMid, int sdpMLineIndex);

    /// A message of the control channel, JSON text of at most 64 KiB.
    void controlMessage(String json);

    /// A message of the command channel, at most 1 KiB, not yet checked in any other way.
    void commandPacket(byte[] packet);

    /// All four channels are open.
    void channelsOpen();

    /// The connection is over without having been closed by the gateway; told once.
    void disconnected(String reason);
}
