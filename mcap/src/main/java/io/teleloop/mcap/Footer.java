package io.teleloop.mcap;

/// The last record of a file.
///
/// @param summaryStart offset of the summary section; 0 when there is none
/// @param summaryOffsetStart offset of the summary offset section; 0 when there is none
/// @param summaryCrc CRC-32 from the summary's start through this record's second field; 0 when not available
public record Footer(long summaryStart, long summaryOffsetStart, long summaryCrc) implements McapRecord {
    @Override
    public int opcode() {
        return Opcode.FOOTER;
    }
}
