package io.teleloop.archive;

import java.nio.ByteBuffer;

/// One message of one stream, as it was recorded.
///
/// @param sequence in its stream, from 0, without holes: a loss has a number too
/// @param captureTimeNs when it was sensed, gateway clock, nanoseconds since the epoch
/// @param receiveTimeNs when the gateway got it, nanoseconds since the epoch
/// @param data a message of the stream's schema, protobuf; a view of a larger buffer: copy what is kept
public record ArchivedSample(String stream, long sequence, long captureTimeNs, long receiveTimeNs, ByteBuffer data) {
    /// A view with a position of its own.
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }
}
