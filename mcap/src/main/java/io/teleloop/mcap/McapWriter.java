package io.teleloop.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// Writes an MCAP file from start to end, without seeking. Memory is bounded by the chunk size, the largest record and
/// the summary. The same calls give the same bytes.
///
/// Only [#finish] makes a complete file. [#close] without it, as after an exception, leaves a file that readers refuse
/// as truncated, and whose whole chunks a [McapStreamReader] still reads.
///
/// Not safe for use by several threads at once.
public final class McapWriter implements Closeable {
    private static final int MAX_ID = 0xffff;
    private static final int MESSAGE_FIXED_BYTES = 22;

    private final CountedOutput out;
    private final McapWriterOptions options;
    private final ChunkCompressor compressor;
    private final ChunkBuilder chunk = new ChunkBuilder();
    private final SummaryBuilder summary;
    private final RecordingCounts counts = new RecordingCounts();
    private final RecordBuffer scratch = new RecordBuffer();
    // Apart from scratch, which may hold the record that ends a chunk.
    private final RecordBuffer framing = new RecordBuffer();
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Map<Integer, Channel> channels = new HashMap<>();
    private State state = State.OPEN;

    private enum State {
        OPEN,
        BROKEN,
        FINISHED,
        CLOSED
    }

    private McapWriter(OutputStream out, McapWriterOptions options) {
        this.out = new CountedOutput(out);
        this.options = options;
        this.compressor = new ChunkCompressor(options.compression(), options.zstdLevel());
        this.summary = new SummaryBuilder(options.features(), options.limits().maxSummaryBytes());
    }

    /// Starts a file. The writer closes the stream.
    ///
    /// @throws IOException when the stream refuses the first bytes
    public static McapWriter open(OutputStream out, McapWriterOptions options) throws IOException {
        McapWriter writer = new McapWriter(out, options);
        try {
            byte[] magic = Magic.bytes();
            writer.out.write(magic, 0, magic.length);
            RecordEncoder.encode(new Header(options.profile(), options.library()), writer.scratch);
            writer.out.write(writer.scratch);
        } catch (IOException | RuntimeException e) {
            writer.compressor.close();
            throw e;
        }
        return writer;
    }

    /// Starts a file. The writer closes the channel.
    ///
    /// @throws IOException when the channel refuses the first bytes
    public static McapWriter open(WritableByteChannel channel, McapWriterOptions options) throws IOException {
        return open(Channels.newOutputStream(channel), options);
    }

    /// Adds a schema.
    ///
    /// @return its id, counted from 1
    /// @throws IllegalArgumentException when the file has 65535 schemas already
    public int addSchema(String name, String encoding, ByteBuffer data) throws IOException {
        requireOpen();
        if (schemas.size() == MAX_ID) {
            throw new IllegalArgumentException("a file holds at most " + MAX_ID + " schemas; start another file");
        }
        Schema schema = new Schema(schemas.size() + 1, name, encoding, data);
        scratch.clear();
        RecordEncoder.encode(schema, scratch);
        requireRecordFits("schema '" + name + "'", scratch.size());
        summary.addSchema(schema);
        placeScratch();
        schemas.put(schema.id(), schema);
        counts.schema();
        return schema.id();
    }

    /// Adds a channel.
    ///
    /// @param schemaId a schema of this file, or 0 for none
    /// @return its id, counted from 1
    /// @throws IllegalArgumentException when the schema is not known or the file has 65535 channels already
    public int addChannel(String topic, int schemaId, String messageEncoding, Map<String, String> metadata)
            throws IOException {
        requireOpen();
        if (schemaId != 0 && !schemas.containsKey(schemaId)) {
            throw new IllegalArgumentException("channel '" + topic + "' names schema " + schemaId
                    + ", which this file does not have; add it first");
        }
        if (channels.size() == MAX_ID) {
            throw new IllegalArgumentException("a file holds at most " + MAX_ID + " channels; start another file");
        }
        Channel channel = new Channel(channels.size() + 1, schemaId, topic, messageEncoding, metadata);
        scratch.clear();
        RecordEncoder.encode(channel, scratch);
        requireRecordFits("channel '" + topic + "'", scratch.size());
        summary.addChannel(channel);
        placeScratch();
        channels.put(channel.id(), channel);
        counts.channel();
        return channel.id();
    }

    /// Writes a message. Messages of a file may come in any order of time.
    ///
    /// @throws IllegalArgumentException when its channel is not of this file or it is larger than the limit
    /// @throws IllegalStateException when the summary has reached its limit; the file can then only be finished
    public void write(Message message) throws IOException {
        requireOpen();
        if (!channels.containsKey(message.channelId())) {
            throw new IllegalArgumentException(
                    "a message names channel " + message.channelId() + ", which this file does not have; add it first");
        }
        long size = (long) RecordBuffer.PREFIX
                + MESSAGE_FIXED_BYTES
                + message.data().remaining();
        requireRecordFits("a message on channel " + message.channelId(), size);
        summary.requireRoomForMessage();
        if (chunked()) {
            makeRoom(size);
            chunk.add(message);
        } else {
            scratch.clear();
            RecordEncoder.encode(message, scratch);
            emit(scratch);
        }
        counts.message(message);
    }

    /// Writes an attachment, outside the chunks.
    ///
    /// @throws IllegalArgumentException when it is larger than the limit
    public void write(Attachment attachment) throws IOException {
        requireOpen();
        requireRecordFits(
                "attachment '" + attachment.name() + "'", attachment.data().remaining());
        scratch.clear();
        RecordEncoder.encode(attachment, scratch);
        requireRecordFits("attachment '" + attachment.name() + "'", scratch.size());
        summary.addAttachment(new AttachmentIndex(
                out.position(),
                scratch.size(),
                attachment.logTime(),
                attachment.createTime(),
                attachment.data().remaining(),
                attachment.name(),
                attachment.mediaType()));
        emit(scratch);
        counts.attachment();
    }

    /// Writes a metadata record, outside the chunks.
    ///
    /// @throws IllegalArgumentException when it is larger than the limit
    public void write(Metadata metadata) throws IOException {
        requireOpen();
        scratch.clear();
        RecordEncoder.encode(metadata, scratch);
        requireRecordFits("metadata '" + metadata.name() + "'", scratch.size());
        summary.addMetadata(new MetadataIndex(out.position(), scratch.size(), metadata.name()));
        emit(scratch);
        counts.metadata();
    }

    /// Ends the chunk being filled and hands everything written so far to the stream.
    public void flush() throws IOException {
        requireOpen();
        endChunk();
        guarded(out::flush);
    }

    /// Writes the rest of the file: the last chunk, the summary and the footer. The stream is flushed and stays open.
    ///
    /// @return what the file holds
    public Statistics finish() throws IOException {
        requireOpen();
        endChunk();
        Statistics statistics = counts.statistics();
        guarded(() -> {
            scratch.clear();
            RecordEncoder.encode(new DataEnd(out.crc()), scratch);
            out.write(scratch);
            out.startSection();
            summary.write(statistics, out);
            byte[] magic = Magic.bytes();
            out.write(magic, 0, magic.length);
            out.flush();
        });
        state = State.FINISHED;
        return statistics;
    }

    /// Closes the stream. A file that was not finished stays truncated.
    @Override
    public void close() throws IOException {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            compressor.close();
            out.close();
        }
    }

    private boolean chunked() {
        return options.features().contains(McapFeature.CHUNKS);
    }

    private void placeScratch() throws IOException {
        if (chunked()) {
            makeRoom(scratch.size());
            chunk.records().raw(scratch);
        } else {
            emit(scratch);
        }
    }

    private void makeRoom(long recordSize) throws IOException {
        if (!chunk.isEmpty() && chunk.records().size() + recordSize > options.chunkBytes()) {
            endChunk();
        }
    }

    private void endChunk() throws IOException {
        if (chunk.isEmpty()) {
            return;
        }
        RecordBuffer records = chunk.records();
        CRC32 crc = new CRC32();
        crc.update(records.array(), 0, records.size());
        compressor.compress(records);
        String compression = options.compression().wireName();

        long chunkStart = out.position();
        framing.clear();
        framing.u8(Opcode.CHUNK);
        // Start, end and size: 8 bytes each; CRC: 4; then the name and the length of the records.
        framing.u64(28L + Integer.BYTES + compression.length() + Long.BYTES + compressor.size());
        framing.u64(chunk.startTime());
        framing.u64(chunk.endTime());
        framing.u64(records.size());
        framing.u32(crc.getValue());
        framing.string(compression);
        framing.u64(compressor.size());
        guarded(() -> {
            out.write(framing);
            out.write(compressor.array(), 0, compressor.size());
        });
        long chunkLength = out.position() - chunkStart;

        framing.clear();
        Map<Integer, Long> messageIndexOffsets = options.features().contains(McapFeature.MESSAGE_INDEX)
                ? chunk.encodeMessageIndexes(out.position(), framing)
                : Map.of();
        summary.addChunk(new ChunkIndex(
                chunk.startTime(),
                chunk.endTime(),
                chunkStart,
                chunkLength,
                messageIndexOffsets,
                framing.size(),
                compression,
                compressor.size(),
                records.size()));
        emit(framing);
        counts.chunk();
        chunk.clear();
    }

    private void emit(RecordBuffer records) throws IOException {
        guarded(() -> out.write(records));
    }

    /// After a failed write the length of the file is unknown, so nothing may follow.
    private void guarded(Output output) throws IOException {
        State before = state;
        state = State.BROKEN;
        output.run();
        state = before;
    }

    private interface Output {
        void run() throws IOException;
    }

    private void requireRecordFits(String what, long size) {
        int limit = options.limits().maxRecordBytes();
        if (size > limit) {
            throw new IllegalArgumentException(what + " takes " + size + " bytes and the record limit is " + limit
                    + "; split it, or raise maxRecordBytes for the writer and its readers");
        }
    }

    private void requireOpen() {
        switch (state) {
            case OPEN -> {}
            case BROKEN -> throw new IllegalStateException("an earlier write failed; start another file");
            case FINISHED -> throw new IllegalStateException("the file is finished; start another file");
            case CLOSED -> throw new IllegalStateException("the writer is closed; start another file");
        }
    }
}
