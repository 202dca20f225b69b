package io.teleloop.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpoolTest {
    private static final long SEGMENT = 1 << 20;

    @TempDir
    private Path folder;

    private static Outgoing entry(int number) {
        return new Outgoing("topic", "key", ("value " + number).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> readAll(DiskSpool spool) throws IOException {
        List<String> values = new ArrayList<>();
        for (Optional<Outgoing> entry = spool.read(); entry.isPresent(); entry = spool.read()) {
            assertThat(entry.get().topic()).isEqualTo("topic");
            assertThat(entry.get().key()).isEqualTo("key");
            values.add(new String(entry.get().value(), StandardCharsets.UTF_8));
        }
        return values;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void recordsComeBackInOrder() throws IOException {
        try (DiskSpool spool = DiskSpool.open(folder, SEGMENT)) {
            for (int i = 0; i < 3; i++) {
                spool.append(entry(i));
            }
            assertThat(readAll(spool)).containsExactly("value 0", "value 1", "value 2");
        }
    }

    @Test
    void recordsOutliveTheProcess() throws IOException {
        try (DiskSpool spool = DiskSpool.open(folder, SEGMENT)) {
            spool.append(entry(0));
        }
        try (DiskSpool spool = DiskSpool.open(folder, SEGMENT)) {
            spool.append(entry(1));
            assertThat(readAll(spool)).containsExactly("value 0", "value 1");
        }
    }

    @Test
    void whatWasNotReleasedIsReadAgainAfterARewind() throws IOException {
        try (DiskSpool spool = DiskSpool.open(folder, SEGMENT)) {
            for (int i = 0; i < 3; i++) {
                spool.append(entry(i));
            }
            readAll(spool);
            spool.releaseOldest();
            spool.rewind();
            assertThat(readAll(spool)).containsExactly("value 1", "value 2");
        }
    }

    @Test
    void filesOfReleasedRecordsAreDeleted() throws IOException {
        try (DiskSpool spool = DiskSpool.open(folder, 1)) {
            for (int i = 0; i < 3; i++) {
                spool.append(entry(i));
            }
            assertThat(files()).hasSize(3);
            readAll(spool);
            for (int i = 0; i < 3; i++) {
                spool.releaseOldest();
            }
            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.bytes()).isZero();
            assertThat(files()).isEmpty();
            spool.append(entry(9));
            assertThat(readAll(spool)).containsExactly("value 9");
        }
    }

    @Test
    void aWriteTornAtAnyByteLosesOnlyTheTornRecord() throws IOException {
        int frame;
        try (DiskSpool spool = DiskSpool.open(folder, SEGMENT)) {
            spool.append(entry(0));
            frame = (int) spool.bytes();
            spool.append(entry(1));
            spool.append(entry(2));
        }
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (DiskSpool spool = DiskSpool.open(folder, SEGMENT)) {
                List<String> expected = List.of("value 0", "value 1", "value 2").subList(0, length / frame);
                assertThat(readAll(spool)).as("torn at " + length).isEqualTo(expected);
                spool.append(entry(7));
                assertThat(readAll(spool)).as("goes on after " + length).containsExactly("value 7");
            }
            try (Stream<Path> left = Files.list(folder)) {
                for (Path other : left.toList()) {
                    Files.delete(other);
                }
            }
        }
    }

    @Test
    void aDamagedByteAnywhereNeverYieldsAWrongRecord() throws IOException {
        try (DiskSpool spool = DiskSpool.open(folder, SEGMENT)) {
            spool.append(entry(0));
            spool.append(entry(1));
        }
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            try (DiskSpool spool = DiskSpool.open(folder, SEGMENT)) {
                List<String> read = readAll(spool);
                assertThat(read)
                        .as("damaged at " + at)
                        .isEqualTo(List.of("value 0", "value 1").subList(0, read.size()));
                assertThat(read).hasSizeLessThan(2);
            }
        }
    }
}
