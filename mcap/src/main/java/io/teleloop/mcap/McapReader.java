package io.teleloop.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Reads an MCAP file by its summary: any span of time, topic, attachment or metadata record, without reading the rest.
///
/// Checked are the summary's CRC and everything it points to that is read: chunks and attachments by their own CRCs and
/// by what the summary says of them. Metadata records and the header have no CRC of their own;
/// [McapStreamReader] checks those too.
///
/// Not safe for use by several threads at once.
public final class McapReader implements Closeable {
    private static final int MASK_8 = 0xff;
    private static final int FOOTER_BYTES = 20;
    private static final int FOOTER_RECORD_BYTES = RecordBuffer.PREFIX + FOOTER_BYTES;
    private static final int SMALLEST_FILE = 2 * Magic.LENGTH + RecordBuffer.PREFIX + FOOTER_RECORD_BYTES;

    private final McapSource source;
    private final McapLimits limits;
    private final ChunkDecoder chunkDecoder;
    private final Declarations declarations;
    private final Header header;
    private final long dataEnd;
    private final List<ChunkIndex> chunkIndexes = new ArrayList<>();
    private final List<AttachmentIndex> attachmentIndexes = new ArrayList<>();
    private final List<MetadataIndex> metadataIndexes = new ArrayList<>();
    private @Nullable Statistics statistics;

    private McapReader(McapSource source, McapLimits limits) throws IOException {
        this.source = source;
        this.limits = limits;
        this.chunkDecoder = new ChunkDecoder(limits);
        this.declarations = new Declarations(limits);
        long size = source.size();
        requireMagics(size);
        this.header = readHeader(size);
        this.dataEnd = readSummary(size);
        requireComplete();
    }

    /// Reads the summary. The reader closes the source.
    ///
    /// @throws McapException when the file is truncated, damaged, larger than the limits, or has no summary
    public static McapReader open(McapSource source, McapLimits limits) throws IOException {
        return new McapReader(source, limits);
    }

    /// The file's first record.
    public Header header() {
        return header;
    }

    /// All schemas by id.
    public Map<Integer, Schema> schemas() {
        return declarations.schemas();
    }

    /// All channels by id.
    public Map<Integer, Channel> channels() {
        return declarations.channels();
    }

    /// What the file holds, if it says so.
    public Optional<Statistics> statistics() {
        return Optional.ofNullable(statistics);
    }

    /// Where the chunks lie.
    public List<ChunkIndex> chunkIndexes() {
        return List.copyOf(chunkIndexes);
    }

    /// Where the attachments lie.
    public List<AttachmentIndex> attachmentIndexes() {
        return List.copyOf(attachmentIndexes);
    }

    /// Where the metadata records lie.
    public List<MetadataIndex> metadataIndexes() {
        return List.copyOf(metadataIndexes);
    }

    /// The messages of a query in the order of their log times; messages with the same log time in the order of the
    /// file. Topics that the file does not have give no messages.
    public MessageCursor messages(MessageQuery query) {
        Set<Integer> channelIds = new HashSet<>();
        for (Channel channel : declarations.channels().values()) {
            if (query.topics().isEmpty() || query.topics().contains(channel.topic())) {
                channelIds.add(channel.id());
            }
        }
        List<ChunkIndex> wanted = new ArrayList<>();
        for (ChunkIndex index : chunkIndexes) {
            Set<Integer> indexed = index.messageIndexOffsets().keySet();
            boolean hasChannel = indexed.isEmpty() || indexed.stream().anyMatch(channelIds::contains);
            if (hasChannel && query.overlaps(index.messageStartTime(), index.messageEndTime())) {
                wanted.add(index);
            }
        }
        return new MessageCursor(this, wanted, channelIds, query, limits.maxOverlappingChunkBytes());
    }

    /// Reads an attachment and checks its CRC.
    ///
    /// @throws McapException when it is damaged or not where the index says
    public Attachment attachment(AttachmentIndex index) throws IOException {
        Place place = Place.inFile(index.offset());
        if (!(readRecord(Opcode.ATTACHMENT, index.offset(), index.length()) instanceof Attachment attachment)
                || !attachment.name().equals(index.name())
                || !attachment.mediaType().equals(index.mediaType())
                || attachment.logTime() != index.logTime()
                || attachment.createTime() != index.createTime()
                || attachment.data().remaining() != index.dataSize()) {
            throw new McapException("Attachment '" + index.name() + "': it is not what its index says", place);
        }
        return attachment;
    }

    /// Reads a metadata record.
    ///
    /// @throws McapException when it is damaged or not where the index says
    public Metadata metadata(MetadataIndex index) throws IOException {
        if (!(readRecord(Opcode.METADATA, index.offset(), index.length()) instanceof Metadata metadata)
                || !metadata.name().equals(index.name())) {
            throw new McapException(
                    "Metadata '" + index.name() + "': it is not what its index says", Place.inFile(index.offset()));
        }
        return metadata;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /// Reads and uncompresses a chunk.
    ChunkContent chunk(ChunkIndex index) throws IOException {
        Place place = Place.inFile(index.chunkStartOffset());
        if (!(readRecord(Opcode.CHUNK, index.chunkStartOffset(), index.chunkLength()) instanceof Chunk chunk)
                || chunk.messageStartTime() != index.messageStartTime()
                || chunk.messageEndTime() != index.messageEndTime()
                || chunk.uncompressedSize() != index.uncompressedSize()
                || chunk.records().remaining() != index.compressedSize()
                || !chunk.compression().equals(index.compression())) {
            throw new McapException("Chunk: it is not what its index says", place);
        }
        return new ChunkContent(chunk, chunkDecoder.records(chunk, place), place);
    }

    /// A message of a channel that the summary lacks would be left out of every query.
    void requireKnownChannel(Message message, Place place) throws McapException {
        declarations.check(message, place);
    }

    private McapRecord readRecord(int opcode, long offset, long length) throws IOException {
        Place place = Place.inFile(offset);
        if (offset < Magic.LENGTH || length < RecordBuffer.PREFIX || offset > dataEnd - length) {
            throw new McapException(
                    "%s: its index says %s bytes, which do not lie in the data section (bytes %d to %d)"
                            .formatted(Opcode.name(opcode), Long.toUnsignedString(length), Magic.LENGTH, dataEnd),
                    place);
        }
        long contentLength = length - RecordBuffer.PREFIX;
        requireWithinLimit(opcode, contentLength, limits.maxRecordBytes(), place);
        ByteBuffer record = source.read(offset, (int) length).order(ByteOrder.LITTLE_ENDIAN);
        int actualOpcode = record.get(0) & MASK_8;
        long actualLength = record.getLong(1);
        if (actualOpcode != opcode || actualLength != contentLength) {
            throw new McapException(
                    "%s: its index says %d bytes of content, and here is a %s of %s bytes"
                            .formatted(
                                    Opcode.name(opcode),
                                    contentLength,
                                    Opcode.name(actualOpcode),
                                    Long.toUnsignedString(actualLength)),
                    place);
        }
        return RecordDecoder.decode(opcode, record.slice(RecordBuffer.PREFIX, (int) contentLength), place);
    }

    private void requireMagics(long size) throws IOException {
        if (size < SMALLEST_FILE) {
            throw new McapException(
                    "the file has " + size + " bytes and the smallest MCAP file has " + SMALLEST_FILE
                            + "; it is truncated or not MCAP",
                    Place.inFile(size));
        }
        if (!Magic.matches(bytes(0, Magic.LENGTH))) {
            throw new McapException("the MCAP magic is not here: it is not an MCAP file of version 0", Place.inFile(0));
        }
        if (!Magic.matches(bytes(size - Magic.LENGTH, Magic.LENGTH))) {
            throw new McapException(
                    "the MCAP magic is not here: the file is truncated or still being written; read it with McapStreamReader",
                    Place.inFile(size - Magic.LENGTH));
        }
    }

    private Header readHeader(long size) throws IOException {
        Place place = Place.inFile(Magic.LENGTH);
        ByteBuffer prefix = source.read(Magic.LENGTH, RecordBuffer.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        int opcode = prefix.get(0) & MASK_8;
        long length = prefix.getLong(1);
        if (opcode != Opcode.HEADER) {
            throw new McapException(Opcode.name(opcode) + ": the first record is the Header", place);
        }
        long room = size - Magic.LENGTH - RecordBuffer.PREFIX;
        requireWithinLimit(opcode, length, Math.min(limits.maxRecordBytes(), room), place);
        ByteBuffer content = source.read(Magic.LENGTH + (long) RecordBuffer.PREFIX, (int) length);
        if (RecordDecoder.decode(opcode, content, place) instanceof Header read) {
            return read;
        }
        throw new McapException("the first record is the Header", place);
    }

    /// @return where the data section ends
    private long readSummary(long size) throws IOException {
        long footerStart = size - Magic.LENGTH - FOOTER_RECORD_BYTES;
        Place footerPlace = Place.inFile(footerStart);
        ByteBuffer footerBytes = source.read(footerStart, FOOTER_RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if ((footerBytes.get(0) & MASK_8) != Opcode.FOOTER || footerBytes.getLong(1) != FOOTER_BYTES) {
            throw new McapException("the Footer is not here: the file's end is damaged", footerPlace);
        }
        ByteBuffer content = footerBytes.slice(RecordBuffer.PREFIX, FOOTER_BYTES);
        if (!(RecordDecoder.decode(Opcode.FOOTER, content, footerPlace) instanceof Footer footer)) {
            throw new McapException("the Footer is not here: the file's end is damaged", footerPlace);
        }
        long start = footer.summaryStart();
        if (start == 0) {
            throw new McapException("the file has no summary; read it with McapStreamReader", footerPlace);
        }
        if (start < Magic.LENGTH || start > footerStart) {
            throw new McapException(
                    "Footer: it says that the summary starts at byte " + Long.toUnsignedString(start)
                            + ", which is not before it",
                    footerPlace);
        }
        Place place = Place.inFile(start);
        long length = footerStart - start;
        if (length > limits.maxSummaryBytes()) {
            throw new McapException(
                    "the summary has " + length + " bytes and the limit is " + limits.maxSummaryBytes()
                            + "; raise maxSummaryBytes if the file is right",
                    place);
        }
        ByteBuffer summary = source.read(start, (int) length);
        if (footer.summaryCrc() != 0) {
            CRC32 crc = new CRC32();
            crc.update(summary.duplicate());
            crc.update(footerBytes.slice(0, FOOTER_RECORD_BYTES - Integer.BYTES));
            if (crc.getValue() != footer.summaryCrc()) {
                throw new McapException(
                        "the summary's CRC-32 is %08x and its bytes give %08x; the file is damaged here"
                                .formatted(footer.summaryCrc(), crc.getValue()),
                        place);
            }
        }
        RecordScanner scanner = new RecordScanner(summary, place);
        Place at = scanner.place();
        for (McapRecord record = scanner.next(); record != null; record = scanner.next()) {
            keep(record, at);
            at = scanner.place();
        }
        return start;
    }

    private void keep(McapRecord record, Place place) throws McapException {
        switch (record) {
            case Schema schema -> declarations.add(schema, place);
            case Channel channel -> declarations.add(channel, place);
            case ChunkIndex index -> chunkIndexes.add(index);
            case AttachmentIndex index -> attachmentIndexes.add(index);
            case MetadataIndex index -> metadataIndexes.add(index);
            case Statistics read -> statistics = read;
            case SummaryOffset offset -> {}
            case UnknownRecord unknown -> {}
            default -> throw new McapException(Opcode.name(record.opcode()) + ": it may not lie in the summary", place);
        }
    }

    /// An index that misses messages would lose them silently.
    private void requireComplete() throws McapException {
        Place place = Place.inFile(dataEnd);
        if (statistics != null && statistics.messageCount() != 0 && statistics.chunkCount() != chunkIndexes.size()) {
            throw new McapException(
                    "the file has " + statistics.messageCount() + " messages in " + statistics.chunkCount()
                            + " chunks and its summary lists " + chunkIndexes.size()
                            + " chunks; read it with McapStreamReader",
                    place);
        }
        for (ChunkIndex index : chunkIndexes) {
            for (Integer channelId : index.messageIndexOffsets().keySet()) {
                if (declarations.channel(channelId) == null) {
                    throw new McapException(
                            "ChunkIndex: its channel " + channelId
                                    + " is not in the summary; read the file with McapStreamReader",
                            place);
                }
            }
        }
    }

    private static void requireWithinLimit(int opcode, long length, long limit, Place place) throws McapException {
        if (length < 0 || length > limit || length > Integer.MAX_VALUE - RecordBuffer.PREFIX) {
            throw new McapException(
                    "%s: its length is %s bytes and the limit is %d; raise maxRecordBytes if the file is right"
                            .formatted(Opcode.name(opcode), Long.toUnsignedString(length), limit),
                    place);
        }
    }

    private byte[] bytes(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        source.read(offset, length).get(bytes);
        return bytes;
    }
}
