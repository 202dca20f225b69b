package io.teleloop.mcap;

/// Where a metadata record lies.
///
/// @param offset offset of the metadata record
/// @param length bytes of the metadata record with opcode and length
/// @param name as in the metadata record
public record MetadataIndex(long offset, long length, String name) implements McapRecord {
    @Override
    public int opcode() {
        return Opcode.METADATA_INDEX;
    }
}
