package io.teleloop.recorder.recording;

import com.google.protobuf.util.JsonFormat;
import io.teleloop.contract.Schemas;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.EpisodeLayout;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.mcap.Attachment;
import io.teleloop.mcap.McapWriter;
import io.teleloop.mcap.McapWriterOptions;
import io.teleloop.mcap.Message;
import io.teleloop.mcap.Metadata;
import io.teleloop.recorder.spool.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An episode as MCAP, laid out as [EpisodeLayout] says.
final class EpisodeFile {
    private static final String ENCODING = "protobuf";
    private static final int NO_SCHEMA = 0;
    private static final int CHUNK_BYTES = 512 << 10;
    /// Camera frames are compressed already: more effort would only cost time.
    private static final int ZSTD_LEVEL = 1;
    private static final long MASK_32 = 0xffff_ffffL;

    private final SpoolFile spool;
    private final McapWriter writer;
    private final Map<StreamSchema, Integer> schemas = new HashMap<>();
    private final Map<String, Integer> channels = new HashMap<>();
    private @Nullable Integer gapChannel;

    EpisodeFile(SpoolFile spool) throws IOException {
        this.spool = spool;
        this.writer = McapWriter.open(
                spool, McapWriterOptions.DEFAULT.withChunkBytes(CHUNK_BYTES).withZstdLevel(ZSTD_LEVEL));
    }

    /// Keeps the robot's description.
    void describe(EpisodeOpened opened) throws IOException {
        byte[] json = JsonFormat.printer()
                .preservingProtoFieldNames()
                .print(opened.getRobot())
                .getBytes(StandardCharsets.UTF_8);
        writer.write(new Attachment(
                opened.getTimeNs(),
                opened.getTimeNs(),
                EpisodeLayout.ROBOT_DESCRIPTION,
                "application/json",
                ByteBuffer.wrap(json)));
    }

    /// Adds a stream's channel.
    ///
    /// @param schema null for a stream whose messages nobody can decode
    void add(StreamDescription stream, @Nullable StreamSchema schema) throws IOException {
        channels.put(
                stream.getName(),
                writer.addChannel(
                        Streams.topic(stream.getName()),
                        schema == null ? NO_SCHEMA : schemaId(schema),
                        ENCODING,
                        Map.of("stream", stream.getName(), "rate_hz", Double.toString(stream.getRateHz()))));
    }

    /// Writes a sample of a stream that was added, or its gap.
    ///
    /// @throws IllegalStateException when the file has reached its largest size
    void write(Sample sample) throws IOException {
        Integer channel = channels.get(sample.getStream());
        if (channel == null) {
            throw new IllegalArgumentException("stream '" + sample.getStream() + "' was not added");
        }
        ByteBuffer data = sample.hasGap()
                ? sample.toByteString().asReadOnlyByteBuffer()
                : sample.getData().asReadOnlyByteBuffer();
        writer.write(new Message(
                sample.hasGap() ? gapChannel() : channel,
                sample.getSequence() & MASK_32,
                sample.getReceiveTimeNs(),
                sample.getCaptureTimeNs(),
                data));
    }

    /// Ends the file; its size and hash are those of the spool file then.
    void finish(Map<String, String> aboutTheEpisode) throws IOException {
        writer.write(new Metadata(EpisodeLayout.METADATA, aboutTheEpisode));
        writer.finish();
        writer.close();
    }

    /// Throws the file away.
    void discard() throws IOException {
        try {
            writer.close();
        } finally {
            spool.delete();
        }
    }

    private int gapChannel() throws IOException {
        if (gapChannel == null) {
            StreamSchema schema = new StreamSchema(
                    Sample.getDescriptor().getFullName(),
                    Schemas.fileDescriptorSet(Sample.getDescriptor()).toByteString());
            gapChannel = writer.addChannel(EpisodeLayout.GAPS, schemaId(schema), ENCODING, Map.of());
        }
        return gapChannel;
    }

    private int schemaId(StreamSchema schema) throws IOException {
        Integer known = schemas.get(schema);
        if (known != null) {
            return known;
        }
        int id = writer.addSchema(schema.name(), ENCODING, schema.descriptors().asReadOnlyByteBuffer());
        schemas.put(schema, id);
        return id;
    }
}
