package io.teleloop.mcap;

/// Where an attachment lies.
///
/// @param offset offset of the attachment record
/// @param length bytes of the attachment record with opcode and length
/// @param logTime as in the attachment, ns
/// @param createTime as in the attachment, ns
/// @param dataSize bytes of its content
/// @param name as in the attachment
/// @param mediaType as in the attachment
public record AttachmentIndex(
        long offset, long length, long logTime, long createTime, long dataSize, String name, String mediaType)
        implements McapRecord {
    @Override
    public int opcode() {
        return Opcode.ATTACHMENT_INDEX;
    }
}
