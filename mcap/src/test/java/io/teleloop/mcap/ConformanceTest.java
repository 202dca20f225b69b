package io.teleloop.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The writer's variants of the conformance suite at github.com/foxglove/mcap (tests/conformance): the same content
/// with each combination of optional parts. The resource lists the SHA-256 of each reference file.
class ConformanceTest {
    private static final ByteBuffer THREE_BYTES = ByteBuffer.wrap(new byte[] {1, 2, 3});
    private static final long[] TEN_TIMES = {0, 2, 1, 3, 3, 5, 4, 7, 8, 9};
    private static final Map<String, McapFeature> FEATURES = Map.of(
            "ch", McapFeature.CHUNKS,
            "mx", McapFeature.MESSAGE_INDEX,
            "st", McapFeature.STATISTICS,
            "rsh", McapFeature.REPEATED_SCHEMAS,
            "rch", McapFeature.REPEATED_CHANNELS,
            "ax", McapFeature.ATTACHMENT_INDEX,
            "mdx", McapFeature.METADATA_INDEX,
            "chx", McapFeature.CHUNK_INDEX,
            "sum", McapFeature.SUMMARY_OFFSETS);

    static Stream<Arguments> variants() throws IOException {
        InputStream list = Objects.requireNonNull(ConformanceTest.class.getResourceAsStream("conformance.sha256"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .map(line -> line.split("  ", 2))
                    .map(parts -> Arguments.of(parts[1], parts[0]))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void shouldWriteTheReferenceBytes(String variant, String sha256) throws IOException, NoSuchAlgorithmException {
        List<String> parts = List.of(variant.split("-"));
        Set<McapFeature> features = EnumSet.noneOf(McapFeature.class);
        parts.stream()
                .skip(1)
                .map(name -> Objects.requireNonNull(FEATURES.get(name)))
                .forEach(features::add);

        byte[] file = write(parts.getFirst(), features);

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
                .isEqualTo(sha256);
        try (McapStreamReader reader = McapStreamReader.open(new ByteArrayInputStream(file), McapLimits.DEFAULT)) {
            assertThatCode(reader::readToEnd).doesNotThrowAnyException();
        }
    }

    private static byte[] write(String content, Set<McapFeature> features) throws IOException {
        McapWriterOptions options = McapWriterOptions.DEFAULT
                .withLibrary("")
                .withCompression(Compression.NONE)
                .withFeatures(features);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (McapWriter writer = McapWriter.open(out, options)) {
            switch (content) {
                case "NoData" -> {}
                case "OneMessage" -> {
                    int channel = addExampleChannel(writer);
                    writer.write(new Message(channel, 10, 2, 1, THREE_BYTES));
                }
                case "OneSchemalessMessage" -> {
                    int channel = writer.addChannel("example", 0, "text", Map.of());
                    writer.write(new Message(channel, 10, 2, 1, THREE_BYTES));
                }
                case "TenMessages" -> {
                    int channel = addExampleChannel(writer);
                    for (int i = 0; i < TEN_TIMES.length; i++) {
                        writer.write(new Message(channel, i, TEN_TIMES[i], TEN_TIMES[i], THREE_BYTES));
                    }
                }
                case "OneAttachment" ->
                    writer.write(new Attachment(2, 1, "myFile", "application/octet-stream", THREE_BYTES));
                case "OneMetadata" -> writer.write(new Metadata("myMetadata", Map.of("foo", "bar")));
                default -> throw new IllegalArgumentException(content);
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private static int addExampleChannel(McapWriter writer) throws IOException {
        int schema = writer.addSchema("Example", "c", ByteBuffer.wrap(new byte[] {4, 5, 6}));
        return writer.addChannel("example", schema, "a", Map.of("foo", "bar"));
    }
}
