package io.teleloop.mcap;

/// The end of the data section.
///
/// @param dataSectionCrc CRC-32 of the file from its first byte to this record; 0 when not available
public record DataEnd(long dataSectionCrc) implements McapRecord {
    @Override
    public int opcode() {
        return Opcode.DATA_END;
    }
}
