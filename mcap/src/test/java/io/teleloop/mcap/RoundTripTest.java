package io.teleloop.mcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RoundTripTest {
    private static final int CHANNELS = 3;
    private static final int TRIES = 300;

    @Property(tries = TRIES)
    void everyMessageShouldComeBackInFileOrderAndInTimeOrder(
            @ForAll("recordings") List<Message> recording,
            @ForAll Compression compression,
            @ForAll @IntRange(min = 1, max = 2000) int chunkBytes)
            throws IOException {
        McapWriterOptions options =
                McapWriterOptions.DEFAULT.withCompression(compression).withChunkBytes(chunkBytes);

        byte[] file = write(recording, options);

        assertThat(file).isEqualTo(write(recording, options));
        List<McapRecord> streamed = SampleFile.readStream(file);
        assertThat(streamed).filteredOn(Message.class::isInstance).isEqualTo(recording);
        assertThat(streamed)
                .filteredOn(Statistics.class::isInstance)
                .singleElement()
                .extracting(record -> ((Statistics) record).messageCount())
                .isEqualTo((long) recording.size());
        try (McapReader reader = McapReader.open(McapSource.of(ByteBuffer.wrap(file)), McapLimits.DEFAULT)) {
            assertThat(SampleFile.messages(reader, MessageQuery.ALL)).isEqualTo(inTimeOrder(recording));
        }
    }

    @Property(tries = TRIES)
    void aQueryShouldGiveExactlyTheMessagesItDescribes(
            @ForAll("recordings") List<Message> recording,
            @ForAll("times") long from,
            @ForAll("times") long to,
            @ForAll @IntRange(min = 1, max = CHANNELS) int channel)
            throws IOException {
        byte[] file = write(recording, SampleFile.SMALL_CHUNKS);

        try (McapReader reader = McapReader.open(McapSource.of(ByteBuffer.wrap(file)), McapLimits.DEFAULT)) {
            MessageQuery query =
                    MessageQuery.ALL.onTopics(Set.of("/topic-" + channel)).between(from, to);
            assertThat(SampleFile.messages(reader, query))
                    .isEqualTo(inTimeOrder(recording).stream()
                            .filter(message -> message.channelId() == channel
                                    && Long.compareUnsigned(message.logTime(), from) >= 0
                                    && Long.compareUnsigned(message.logTime(), to) <= 0)
                            .toList());
        }
    }

    @Provide
    Arbitrary<List<Message>> recordings() {
        Arbitrary<byte[]> data = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        return Combinators.combine(
                        Arbitraries.integers().between(1, CHANNELS),
                        Arbitraries.longs().between(0, 0xffff_ffffL),
                        times(),
                        times(),
                        data)
                .as((channel, sequence, logTime, publishTime, bytes) ->
                        new Message(channel, sequence, logTime, publishTime, ByteBuffer.wrap(bytes)))
                .list()
                .ofMaxSize(40);
    }

    /// Close together, so that chunks overlap and times repeat, and at both ends of the unsigned range.
    @Provide
    Arbitrary<Long> times() {
        return Arbitraries.oneOf(Arbitraries.longs().between(0, 20), Arbitraries.longs());
    }

    private static byte[] write(List<Message> recording, McapWriterOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (McapWriter writer = McapWriter.open(out, options)) {
            int schema = writer.addSchema("test.Any", "protobuf", ByteBuffer.wrap(new byte[] {1}));
            for (int i = 1; i <= CHANNELS; i++) {
                writer.addChannel("/topic-" + i, schema, "protobuf", Map.of());
            }
            for (Message message : recording) {
                writer.write(message);
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private static List<Message> inTimeOrder(List<Message> recording) {
        List<Message> sorted = new ArrayList<>(recording);
        sorted.sort(Comparator.comparing(Message::logTime, Long::compareUnsigned));
        return sorted;
    }
}
