package io.teleloop.lerobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetWriterTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aWrittenDataSetShouldConform() throws IOException {
        DatasetInfo info = SampleData.write(folder);

        assertThat(Conformance.check(folder)).isEmpty();
        assertThat(info.totalFrames()).isEqualTo(28);
        assertThat(info.splits()).isEqualTo(Map.of("train", "0:2", "validation", "2:3"));
    }

    @Test
    void theFilesShouldLieWhereTheFormatHasThem() throws IOException {
        SampleData.write(folder);

        assertThat(SampleData.hashes(folder).keySet())
                .containsExactlyInAnyOrder(
                        "data/chunk-000/file-000.parquet",
                        "meta/episodes/chunk-000/file-000.parquet",
                        "meta/info.json",
                        "meta/stats.json",
                        "meta/tasks.parquet",
                        "videos/observation.images.front/chunk-000/file-000.mp4",
                        "videos/observation.images.front/chunk-000/file-001.mp4",
                        "videos/observation.images.front/chunk-000/file-002.mp4",
                        "videos/observation.images.wrist/chunk-000/file-000.mp4",
                        "videos/observation.images.wrist/chunk-000/file-001.mp4",
                        "videos/observation.images.wrist/chunk-000/file-002.mp4");
    }

    @Test
    void theSameEpisodesShouldGiveTheSameBytes() throws IOException {
        SampleData.write(folder.resolve("one"));
        SampleData.write(folder.resolve("other"));

        assertThat(SampleData.hashes(folder.resolve("one"))).isEqualTo(SampleData.hashes(folder.resolve("other")));
    }

    @Test
    void fullFilesAndFullChunksShouldBeFollowedByTheNext() throws IOException {
        DatasetSchema large = new DatasetSchema(
                10,
                "arm",
                List.of(new Feature(SampleData.STATE, DataType.FLOAT32, List.of(1024), null)),
                List.of(),
                Map.of());
        List<EpisodeSource> episodes = List.of(noise("a"), noise("b"), noise("c"));

        new DatasetWriter(large, new DatasetLimits(2, 1, 1), new FolderSink(folder), folder.resolve(".work"))
                .write(episodes);

        assertThat(SampleData.hashes(folder.resolve("data")).keySet())
                .containsExactly(
                        "chunk-000/file-000.parquet", "chunk-000/file-001.parquet", "chunk-001/file-000.parquet");
        assertThat(Conformance.check(folder)).isEmpty();
    }

    /// About 800 kB that do not compress: two do not fit below a megabyte.
    private static EpisodeSource noise(String id) {
        return new EpisodeSource() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public Map<String, Object> attributes() {
                return Map.of();
            }

            @Override
            public void writeTo(FrameSink sink) throws IOException {
                Random random = new Random(id.hashCode());
                for (int k = 0; k < 200; k++) {
                    float[] state = new float[1024];
                    for (int i = 0; i < state.length; i++) {
                        state[i] = random.nextFloat();
                    }
                    sink.add(new Frame("nothing", Map.of(SampleData.STATE, state)));
                }
            }
        };
    }

    @Test
    void aDataSetShouldNeverBeOverwritten() throws IOException {
        SampleData.write(folder);

        assertThatThrownBy(() -> SampleData.write(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("data set already");
    }

    @Test
    void theBeginningOfAnotherDataSetShouldNotBeContinued() throws IOException {
        Files.createDirectories(folder.resolve(".work"));
        Files.writeString(folder.resolve(".work/input.json"), "another");

        assertThatThrownBy(() -> SampleData.write(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("another data set");
    }

    @Test
    void aFrameThatIsNotAsDeclaredShouldBeRefusedByNameAndPlace() {
        refused(values -> replaced(values, SampleData.STATE, new float[] {1}), "episode 0 (x)", "observation.state");
        refused(values -> replaced(values, SampleData.STATE, new float[] {1, Float.NaN, 2}), "no finite number");
        refused(values -> replaced(values, "next.success", 1L), "next.success is declared bool");
        refused(values -> replaced(values, SampleData.FRONT, "no picture"), SampleData.FRONT);
        refused(values -> replaced(values, "surprise", 1L), "not declared: [surprise]");
        refused(
                values -> {
                    values.remove("operator");
                    return values;
                },
                "8 values for 9 features");
    }

    private void refused(UnaryOperator<Map<String, Object>> mistake, String... message) {
        EpisodeSource wrong = new EpisodeSource() {
            @Override
            public String id() {
                return "x";
            }

            @Override
            public Map<String, Object> attributes() {
                return Map.of();
            }

            @Override
            public void writeTo(FrameSink sink) throws IOException {
                sink.add(new Frame("nothing", mistake.apply(SampleData.values(1, 0, false))));
            }
        };
        assertThatThrownBy(() -> SampleData.writer(folder).write(List.of(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(message);
    }

    private static Map<String, Object> replaced(Map<String, Object> values, String key, Object value) {
        values.put(key, value);
        return values;
    }

    @Test
    void splitsThatDoNotHangTogetherShouldBeRefused() {
        List<EpisodeSource> mixed = List.of(
                SampleData.episode("a", 1, "t", "train"),
                SampleData.episode("b", 1, "t", "validation"),
                SampleData.episode("c", 1, "t", "train"));

        assertThatThrownBy(() -> SampleData.writer(folder).write(mixed)).hasMessageContaining("do not follow");
    }
}
