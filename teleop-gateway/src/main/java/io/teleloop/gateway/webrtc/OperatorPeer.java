package io.teleloop.gateway.webrtc;

import java.util.List;

/// One operator's connection. Every method returns at once and may be called on any thread.
public interface OperatorPeer extends AutoCloseable {
    /// The operator's answer to the offer. One that the native library refuses ends the connection with a reason.
    ///
    /// @throws IllegalArgumentException when it cannot be a session description
    void answer(String sdp);

    /// A route that the operator found.
    ///
    /// @throws IllegalArgumentException when it cannot be a candidate
    void remoteCandidate(String candidate, String sdpMid, int sdpMLineIndex);

    /// @return false when the channel is not open or full, so that the message was not taken
    boolean sendControl(String json);

    /// @return false when the channel is not open or full; the packet is then lost
    boolean sendObservation(byte[] packet);

    /// @return false when the channel is not open or full; the packet is then lost
    boolean sendTactile(byte[] packet);

    /// The media id of each feed's track, in the order of the feeds; known when the offer is told.
    List<String> mids();

    /// Ends the connection and frees its native memory in the background.
    @Override
    void close();
}
