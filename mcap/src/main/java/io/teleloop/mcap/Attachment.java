package io.teleloop.mcap;

import java.nio.ByteBuffer;

/// A whole artefact kept with the messages, such as a calibration. Its CRC-32 is written and checked with it.
///
/// @param logTime when it was recorded, ns
/// @param createTime when it was made, ns; 0 when not known
/// @param name its name, such as `camera.yaml`
/// @param mediaType its media type, such as `application/yaml`
/// @param data its content
public record Attachment(long logTime, long createTime, String name, String mediaType, ByteBuffer data)
        implements McapRecord {
    /// Takes a read-only view of the data.
    public Attachment {
        data = data.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    @Override
    public int opcode() {
        return Opcode.ATTACHMENT;
    }
}
