package io.teleloop.mcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The TypeScript library, `@mcap/core`, reads what our writer wrote: by index and from start to end.
class ForeignReaderTest {
    private static final int MESSAGES = 3000;
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final Path INSTALLED = Path.of("target", "foreign-reader");

    @BeforeAll
    static void installTheForeignReader() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String name : List.of("package.json", "package-lock.json", "read.mjs")) {
            Files.write(INSTALLED.resolve(name), Files.readAllBytes(SCRIPTS.resolve(name)));
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    }

    @Test
    void theTypeScriptReaderShouldFindEverything(@TempDir Path folder)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        List<Message> recording = recording();
        Path zstd = folder.resolve("zstd.mcap");
        Path plain = folder.resolve("plain.mcap");
        long chunks = write(zstd, recording, Compression.ZSTD);
        write(plain, recording, Compression.NONE);

        List<String> found = run("node", "read.mjs", zstd.toString(), plain.toString())
                .lines()
                .toList();

        List<Message> sorted = new ArrayList<>(recording);
        sorted.sort(Comparator.comparingLong(Message::logTime));
        String indexed = "indexed messages=" + MESSAGES + " sha256=" + sha256(sorted)
                + " schemas=1 channels=/joints,/text chunks=" + chunks + " counted=" + MESSAGES
                + " metadata=episode=operator=ada=task=PegInsertion attachments=calibration.yaml="
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest("fx: 600".getBytes(StandardCharsets.UTF_8)));
        String stream = "stream messages=" + MESSAGES + " sha256=" + sha256(recording) + " done=true";
        assertThat(chunks).isGreaterThan(10);
        assertThat(found).containsExactly(indexed, stream, indexed, stream);
    }

    private static List<Message> recording() {
        Random random = new Random(7);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] data = new byte[random.nextInt(400)];
            random.nextBytes(data);
            // No two log times are the same, since readers differ in how they order equal ones.
            long logTime = 1_700_000_000_000_000_000L + (i ^ 3) * 1_000L;
            messages.add(new Message(1 + i % 2, i, logTime, logTime - 17, ByteBuffer.wrap(data)));
        }
        return messages;
    }

    private static long write(Path path, List<Message> recording, Compression compression) throws IOException {
        McapWriterOptions options =
                McapWriterOptions.DEFAULT.withCompression(compression).withChunkBytes(16 << 10);
        try (OutputStream out = Files.newOutputStream(path);
                McapWriter writer = McapWriter.open(out, options)) {
            int schema = writer.addSchema("test.Joints", "protobuf", SampleFile.bytes("descriptor"));
            writer.addChannel("/joints", schema, "protobuf", Map.of("unit", "rad"));
            writer.addChannel("/text", 0, "text", Map.of());
            writer.write(new Attachment(1, 2, "calibration.yaml", "application/yaml", SampleFile.bytes("fx: 600")));
            for (Message message : recording) {
                writer.write(message);
            }
            writer.write(new Metadata("episode", Map.of("task", "PegInsertion", "operator", "ada")));
            return writer.finish().chunkCount();
        }
    }

    private static String sha256(List<Message> messages) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Message message : messages) {
            ByteBuffer fixed = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
            fixed.putShort((short) message.channelId())
                    .putInt((int) message.sequence())
                    .putLong(message.logTime())
                    .putLong(message.publishTime());
            digest.update(fixed.array());
            digest.update(message.data());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("exit status of %s, which needs Node.js 20 or later; it printed: %s", List.of(command), output)
                .isZero();
        return output;
    }
}
