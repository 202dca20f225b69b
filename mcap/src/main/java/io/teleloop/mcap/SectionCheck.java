package io.teleloop.mcap;

import java.util.HashSet;
import java.util.Set;

/// Follows a file through its sections and checks that each record may lie where it does.
final class SectionCheck {
    private final Set<Integer> endedGroups = new HashSet<>();
    private Section section = Section.START;
    private long summaryStart;
    private long summaryOffsetStart;
    private int group;

    private enum Section {
        START,
        DATA,
        SUMMARY,
        SUMMARY_OFFSET,
        END
    }

    boolean inSummary() {
        return section == Section.SUMMARY;
    }

    /// Takes note of the next record.
    ///
    /// @throws McapException when it may not lie here
    void require(int opcode, Place place) throws McapException {
        switch (section) {
            case START -> {
                if (opcode != Opcode.HEADER) {
                    throw unexpected(opcode, "the first record is the Header", place);
                }
                section = Section.DATA;
            }
            case DATA -> inData(opcode, place);
            case SUMMARY, SUMMARY_OFFSET -> inSummary(opcode, place);
            case END -> throw unexpected(opcode, "the Footer is the last record", place);
        }
    }

    /// @throws McapException when the footer's offsets are not those of the sections
    void check(Footer footer, Place place) throws McapException {
        // Without a summary both 0 and the place where it would start are in use.
        boolean empty = summaryStart == 0;
        long start = empty && footer.summaryStart() != 0 ? place.fileOffset() : summaryStart;
        if (footer.summaryStart() != start) {
            throw new McapException(
                    "Footer: it says that the summary starts at byte " + Long.toUnsignedString(footer.summaryStart())
                            + " and it starts at byte " + start,
                    place);
        }
        if (footer.summaryOffsetStart() != summaryOffsetStart) {
            throw new McapException(
                    "Footer: it says that the summary offsets start at byte "
                            + Long.toUnsignedString(footer.summaryOffsetStart()) + " and they start at byte "
                            + summaryOffsetStart,
                    place);
        }
    }

    private void inData(int opcode, Place place) throws McapException {
        switch (opcode) {
            case Opcode.SCHEMA,
                    Opcode.CHANNEL,
                    Opcode.MESSAGE,
                    Opcode.CHUNK,
                    Opcode.MESSAGE_INDEX,
                    Opcode.ATTACHMENT,
                    Opcode.METADATA -> {}
            case Opcode.DATA_END -> section = Section.SUMMARY;
            default -> {
                if (isKnown(opcode)) {
                    throw unexpected(opcode, "it may not lie in the data section", place);
                }
            }
        }
    }

    private void inSummary(int opcode, Place place) throws McapException {
        if (opcode == Opcode.FOOTER) {
            section = Section.END;
            return;
        }
        if (summaryStart == 0) {
            summaryStart = place.fileOffset();
        }
        switch (opcode) {
            case Opcode.SCHEMA,
                    Opcode.CHANNEL,
                    Opcode.CHUNK_INDEX,
                    Opcode.ATTACHMENT_INDEX,
                    Opcode.STATISTICS,
                    Opcode.METADATA_INDEX -> {
                if (section == Section.SUMMARY_OFFSET) {
                    throw unexpected(opcode, "only SummaryOffset records follow the first of them", place);
                }
                inGroup(opcode, place);
            }
            case Opcode.SUMMARY_OFFSET -> {
                if (section == Section.SUMMARY) {
                    section = Section.SUMMARY_OFFSET;
                    summaryOffsetStart = place.fileOffset();
                }
            }
            default -> {
                if (isKnown(opcode)) {
                    throw unexpected(opcode, "it may not lie in the summary", place);
                }
            }
        }
    }

    private void inGroup(int opcode, Place place) throws McapException {
        if (opcode == group) {
            return;
        }
        endedGroups.add(group);
        if (endedGroups.contains(opcode)) {
            throw unexpected(opcode, "the summary's records must be grouped by opcode", place);
        }
        group = opcode;
    }

    private static boolean isKnown(int opcode) {
        return opcode <= Opcode.DATA_END;
    }

    private static McapException unexpected(int opcode, String rule, Place place) {
        return new McapException(Opcode.name(opcode) + ": " + rule, place);
    }
}
