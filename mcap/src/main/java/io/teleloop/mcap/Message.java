package io.teleloop.mcap;

import java.nio.ByteBuffer;

/// One timed message of a channel.
///
/// @param channelId its channel
/// @param sequence 0 to 2^32-1; shows gaps; 0 when it means nothing
/// @param logTime when it was recorded, ns
/// @param publishTime when it was published, ns; the log time when not known
/// @param data its content, encoded as its channel says
public record Message(int channelId, long sequence, long logTime, long publishTime, ByteBuffer data)
        implements McapRecord {
    /// @throws IllegalArgumentException when the channel id or the sequence is out of range
    public Message {
        Unsigned.require16("channel id", channelId);
        Unsigned.require32("sequence", sequence);
        data = data.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    @Override
    public int opcode() {
        return Opcode.MESSAGE;
    }
}
