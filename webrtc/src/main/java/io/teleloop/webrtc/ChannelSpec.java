package io.teleloop.webrtc;

/// A data channel that both sides know by its label.
///
/// @param label name on the wire
/// @param reliability what happens to a message that the network loses
/// @param maxMessageBytes a longer incoming message is dropped and reported
/// @param maxBufferedBytes outgoing bytes that may wait; beyond it an unreliable channel drops and a reliable one
///     ends the connection, so that nothing is silently lost
public record ChannelSpec(String label, Reliability reliability, int maxMessageBytes, int maxBufferedBytes) {

    /// What happens to a message that the network loses.
    public enum Reliability {
        /// Ordered and sent again until it arrives.
        RELIABLE,
        /// Unordered and never sent again: late is worse than lost.
        NEWEST_MATTERS
    }

    public ChannelSpec {
        if (label.isBlank() || maxMessageBytes < 1 || maxBufferedBytes < 1) {
            throw new IllegalArgumentException("channel '" + label + "' needs a label and limits of at least one byte");
        }
    }
}
