package io.teleloop.mcap;

/// Where the summary's records of one opcode lie.
///
/// @param groupOpcode the opcode of all records of the group
/// @param groupStart offset of the group's first record
/// @param groupLength bytes of the group
public record SummaryOffset(int groupOpcode, long groupStart, long groupLength) implements McapRecord {
    @Override
    public int opcode() {
        return Opcode.SUMMARY_OFFSET;
    }
}
