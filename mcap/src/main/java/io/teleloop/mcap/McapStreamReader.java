package io.teleloop.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Reads an MCAP file from start to end, without seeking and without its index, and checks all of it: both magics, the
/// order of records, all CRCs, ids, chunk times, statistics and the footer's offsets.
///
/// [#next] gives every record in file order; the records of a chunk follow the [Chunk]. When it throws, everything
/// before came from intact records as far as the file's CRCs can tell: chunks are checked before their records are
/// given, records outside chunks only at the end of the data section.
///
/// Not safe for use by several threads at once.
public final class McapStreamReader implements Closeable {
    private static final int MASK_8 = 0xff;
    private static final int FOOTER_BYTES_BEFORE_CRC = 16;

    private final InputStream in;
    private final McapLimits limits;
    private final ChunkDecoder chunkDecoder;
    private final Declarations declarations;
    private final RecordingCounts counts = new RecordingCounts();
    private final SectionCheck section = new SectionCheck();
    private final CRC32 crc = new CRC32();
    private @Nullable ChunkContent chunk;
    private @Nullable McapException failure;
    private long position;
    private boolean atEnd;

    private McapStreamReader(InputStream in, McapLimits limits) {
        this.in = in;
        this.limits = limits;
        this.chunkDecoder = new ChunkDecoder(limits);
        this.declarations = new Declarations(limits);
    }

    /// Starts reading. The reader closes the stream, and asks it for large and small pieces: buffer it.
    ///
    /// @throws McapException when the stream does not start as an MCAP file
    public static McapStreamReader open(InputStream in, McapLimits limits) throws IOException {
        McapStreamReader reader = new McapStreamReader(in, limits);
        reader.readMagic("it is not an MCAP file of version 0");
        return reader;
    }

    /// Starts reading. The reader closes the channel.
    ///
    /// @throws McapException when the channel does not start as an MCAP file
    public static McapStreamReader open(ReadableByteChannel channel, McapLimits limits) throws IOException {
        return open(Channels.newInputStream(channel), limits);
    }

    /// The next record, or null when the file has ended as it should.
    ///
    /// @throws McapException when the file is damaged, truncated or larger than the limits
    public @Nullable McapRecord next() throws IOException {
        if (failure != null) {
            throw new McapException(
                    "reading cannot go on: " + failure.getMessage(), Place.inFile(failure.offset()), failure);
        }
        try {
            return nextRecord();
        } catch (McapException e) {
            failure = e;
            throw e;
        }
    }

    /// Reads what is left, to check it.
    ///
    /// @return what the file holds, counted
    /// @throws McapException when the file is damaged, truncated or larger than the limits
    public Statistics readToEnd() throws IOException {
        McapRecord record = next();
        while (record != null) {
            record = next();
        }
        return counts.statistics();
    }

    /// The schemas read so far, by id.
    public Map<Integer, Schema> schemas() {
        return declarations.schemas();
    }

    /// The channel of a message that was read.
    ///
    /// @throws IllegalArgumentException when no such channel was read
    public Channel channelOf(Message message) {
        Channel channel = declarations.channel(message.channelId());
        if (channel == null) {
            throw new IllegalArgumentException("channel " + message.channelId() + " was not read from this file");
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable McapRecord nextRecord() throws IOException {
        if (chunk != null) {
            Place place = chunk.place();
            McapRecord record = chunk.next();
            if (record != null) {
                track(record, place);
                return record;
            }
            chunk = null;
        }
        return atEnd ? null : nextOutsideChunk();
    }

    private McapRecord nextOutsideChunk() throws IOException {
        Place place = Place.inFile(position);
        byte[] prefix = readFully(RecordBuffer.PREFIX, "a record's opcode and length");
        int opcode = prefix[0] & MASK_8;
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong(1);
        if (length < 0 || length > limits.maxRecordBytes()) {
            throw new McapException(
                    "%s: its length is %s bytes and the limit is %d; raise maxRecordBytes if the file is right"
                            .formatted(Opcode.name(opcode), Long.toUnsignedString(length), limits.maxRecordBytes()),
                    place);
        }
        section.require(opcode, place);
        byte[] content = readFully((int) length, Opcode.name(opcode));
        McapRecord record = RecordDecoder.decode(opcode, ByteBuffer.wrap(content), place);
        switch (record) {
            case DataEnd end -> {
                requireCrc("data section", end.dataSectionCrc(), place);
                crc.reset();
            }
            case Footer footer -> {
                crc.update(prefix);
                crc.update(content, 0, FOOTER_BYTES_BEFORE_CRC);
                requireCrc("summary", footer.summaryCrc(), place);
                section.check(footer, place);
                readMagic("the file's last bytes are damaged");
                requireEndOfFile();
            }
            default -> {
                crc.update(prefix);
                crc.update(content);
                track(record, place);
            }
        }
        return record;
    }

    private void track(McapRecord record, Place place) throws McapException {
        switch (record) {
            case Schema schema -> {
                if (declarations.add(schema, place)) {
                    requireDeclaredInData("Schema", place);
                    counts.schema();
                }
            }
            case Channel channel -> {
                if (declarations.add(channel, place)) {
                    requireDeclaredInData("Channel", place);
                    counts.channel();
                }
            }
            case Message message -> {
                declarations.check(message, place);
                counts.message(message);
            }
            case Chunk compressed -> {
                counts.chunk();
                chunk = new ChunkContent(compressed, chunkDecoder.records(compressed, place), place);
            }
            case Attachment attachment -> counts.attachment();
            case Metadata metadata -> counts.metadata();
            case Statistics statistics -> requireCounted(statistics, place);
            default -> {}
        }
    }

    private void requireDeclaredInData(String what, Place place) throws McapException {
        if (section.inSummary()) {
            throw new McapException(what + ": the summary has one that the data section has not", place);
        }
    }

    private void requireCounted(Statistics promised, Place place) throws McapException {
        Statistics counted = counts.statistics();
        Statistics comparable = promised.channelMessageCounts().isEmpty()
                ? promised.withChannelMessageCounts(counted.channelMessageCounts())
                : promised.withoutEmptyChannels();
        if (!comparable.equals(counted)) {
            throw new McapException("Statistics: it says " + promised + " and the file holds " + counted, place);
        }
    }

    private void requireCrc(String what, long expected, Place place) throws McapException {
        if (expected != 0 && expected != crc.getValue()) {
            throw new McapException(
                    "the %s's CRC-32 is %08x and its bytes give %08x; the file is damaged before here"
                            .formatted(what, expected, crc.getValue()),
                    place);
        }
    }

    private void readMagic(String otherwise) throws IOException {
        Place place = Place.inFile(position);
        byte[] magic = readFully(Magic.LENGTH, "the MCAP magic");
        if (!Magic.matches(magic)) {
            throw new McapException("the MCAP magic is not here: " + otherwise, place);
        }
        crc.update(magic);
    }

    private void requireEndOfFile() throws IOException {
        if (in.read() != -1) {
            throw new McapException("bytes follow the end of the MCAP file", Place.inFile(position));
        }
        atEnd = true;
    }

    private byte[] readFully(int length, String what) throws IOException {
        // readNBytes takes memory as the bytes arrive, so a damaged length costs no more than the file has.
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new McapException(
                    "the file ends within %s, which starts at byte %d and needs %d bytes; it is truncated"
                            .formatted(what, position, length),
                    Place.inFile(position + bytes.length));
        }
        position += length;
        return bytes;
    }
}
