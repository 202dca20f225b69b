package io.teleloop.lerobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A writer that ends anywhere and is run again leaves the bytes of one that was let alone.
class KilledWriterTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path shared;

    @SuppressWarnings("NullAway.Init")
    private static SortedMap<String, String> undisturbed;

    @BeforeAll
    static void writeUndisturbed() throws IOException {
        SampleData.write(shared);
        undisturbed = SampleData.hashes(shared);
    }

    @Test
    void aProcessThatIsKilledInTheMiddleOfAnEpisodeShouldLoseNothing(@TempDir Path folder)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StuckWriter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = writer.inputReader();
        List<String> said = new ArrayList<>();
        while (!said.contains(StuckWriter.STUCK)) {
            String line = output.readLine();
            assertThat(line).as("the writer ended; it said: %s", said).isNotNull();
            said.add(line);
        }
        writer.destroyForcibly().waitFor();
        assertThat(Files.exists(folder.resolve(Layout.INFO))).isFalse();
        assertThat(Files.exists(folder.resolve(".work/0.json"))).isTrue();

        SampleData.write(folder);

        assertThat(SampleData.hashes(folder)).isEqualTo(undisturbed);
    }

    @Test
    void aWriterThatEndsAtAnyFileShouldLoseNothing(@TempDir Path folder) throws IOException {
        for (int files = 0; files < undisturbed.size(); files++) {
            for (boolean after : List.of(false, true)) {
                Path target = folder.resolve(files + (after ? "-after" : "-before"));
                DatasetWriter ending = new DatasetWriter(
                        SampleData.SCHEMA,
                        DatasetLimits.DEFAULT,
                        new EndingSink(new FolderSink(target), files, after),
                        target.resolve(".work"));
                assertThatThrownBy(() -> ending.write(SampleData.episodes())).hasMessageContaining("the disk is full");

                SampleData.write(target);

                assertThat(SampleData.hashes(target)).isEqualTo(undisturbed);
            }
        }
    }

    @Test
    void completeEpisodesShouldNotBeReadAgain(@TempDir Path folder) throws IOException {
        List<EpisodeSource> episodes = SampleData.episodes();
        EpisodeSource broken = replaced(episodes.get(2), sink -> {
            throw new IOException("the store is away");
        });
        assertThatThrownBy(() -> SampleData.writer(folder).write(List.of(episodes.get(0), episodes.get(1), broken)))
                .hasMessageContaining("the store is away");

        EpisodeSource untouchable = replaced(episodes.get(0), sink -> {
            throw new IOException("read again");
        });
        SampleData.writer(folder).write(List.of(untouchable, episodes.get(1), episodes.get(2)));

        assertThat(SampleData.hashes(folder)).isEqualTo(undisturbed);
    }

    @Test
    void aWorkFolderShouldServeOneWriterAndOneTarget(@TempDir Path folder) throws IOException {
        List<EpisodeSource> episodes = SampleData.episodes();
        List<Throwable> second = new ArrayList<>();
        EpisodeSource broken = replaced(episodes.get(2), sink -> {
            second.add(catchThrowable(() -> SampleData.writer(folder).write(episodes)));
            throw new IOException("the store is away");
        });
        List<EpisodeSource> begun = List.of(episodes.get(0), episodes.get(1), broken);
        assertThatThrownBy(() -> SampleData.writer(folder).write(begun)).hasMessageContaining("the store is away");
        assertThat(second).singleElement().satisfies(problem -> assertThat(problem)
                .hasMessageContaining("another writer is at work in"));

        DatasetWriter elsewhere = new DatasetWriter(
                SampleData.SCHEMA,
                DatasetLimits.DEFAULT,
                new FolderSink(folder.resolve("elsewhere")),
                folder.resolve(".work"));
        assertThatThrownBy(() -> elsewhere.write(episodes)).hasMessageContaining("the beginning of another data set");

        Files.delete(folder.resolve(BrokenData.VIDEO));
        SampleData.write(folder);

        assertThat(SampleData.hashes(folder)).isEqualTo(undisturbed);
    }

    private interface Frames {
        void writeTo(FrameSink sink) throws IOException;
    }

    private static EpisodeSource replaced(EpisodeSource original, Frames frames) {
        return new EpisodeSource() {
            @Override
            public String id() {
                return original.id();
            }

            @Override
            public String split() {
                return original.split();
            }

            @Override
            public Map<String, Object> attributes() {
                return original.attributes();
            }

            @Override
            public void writeTo(FrameSink sink) throws IOException {
                frames.writeTo(sink);
            }
        };
    }

    /// Fails at one file, before or after it is stored.
    private static final class EndingSink implements DatasetSink {
        private final DatasetSink sink;
        private final boolean after;
        private int left;

        EndingSink(DatasetSink sink, int left, boolean after) {
            this.sink = sink;
            this.left = left;
            this.after = after;
        }

        @Override
        public String place() {
            return sink.place();
        }

        @Override
        public void put(String path, Path file) throws IOException {
            if (left == 0 && !after) {
                throw new IOException("the disk is full");
            }
            sink.put(path, file);
            if (left-- == 0) {
                throw new IOException("the disk is full");
            }
        }

        @Override
        public boolean contains(String path) throws IOException {
            return sink.contains(path);
        }
    }
}
