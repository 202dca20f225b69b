package io.teleloop.lerobot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.ffprobe;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Other people's readers find what was written: hyparquet, which the dataset visualizer uses, and ffprobe.
class ForeignReaderTest {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final Path INSTALLED = Path.of("target", "foreign-reader");

    private static final String PROBE = Loader.load(ffprobe.class);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @BeforeAll
    static void writeAndInstallTheForeignReader() throws IOException, InterruptedException {
        SampleData.write(folder);
        Files.createDirectories(INSTALLED);
        for (String name : List.of("package.json", "package-lock.json", "read.mjs")) {
            Files.write(INSTALLED.resolve(name), Files.readAllBytes(SCRIPTS.resolve(name)));
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    }

    @Test
    void dataShouldBeScalarsListsAndListsOfLists() throws IOException, InterruptedException {
        JsonNode data = table("data/chunk-000/file-000.parquet");

        assertThat(data.path("codecs")).hasToString("[\"SNAPPY\"]");
        assertThat(data.path("rows")).hasSize(28);
        JsonNode row = data.path("rows").path(12 + 3); // the fourth frame of the second episode
        int seed = "b".hashCode() % 50;
        assertThat(row.path(SampleData.STATE)).hasToString("[" + (seed + 0.75) + ",-3,1]");
        assertThat(row.path("observation.touch")).hasToString("[[3,2,3],[4,5," + seed + "]]");
        assertThat(row.path("next.success").asBoolean(true)).isFalse();
        assertThat(row.path("operator").asText()).isEmpty();
        assertThat(row.path("complementary_info.time").asText()).isEqualTo("1700000000099999999");
        assertThat(row.path("timestamp").floatValue()).isEqualTo(0.1f);
        assertThat(row.path("index").asText()).isEqualTo("15");
        assertThat(row.path("frame_index").asText()).isEqualTo("3");
        assertThat(row.path("episode_index").asText()).isEqualTo("1");
        assertThat(row.path("task_index").asText()).isEqualTo("1");
        assertThat(row).hasSize(7 + 5);
    }

    @Test
    void tasksShouldBeTheIndexOfAPandasTable() throws IOException, InterruptedException {
        JsonNode tasks = table("meta/tasks.parquet");

        assertThat(tasks.path("rows"))
                .hasToString("[{\"task_index\":\"0\",\"task\":\"push the block\"},"
                        + "{\"task_index\":\"1\",\"task\":\"insert the peg\"}]");
        assertThat(Json.parse(tasks.path("footer").path("pandas").asText()).path("index_columns"))
                .hasToString("[\"task\"]");
    }

    @Test
    void episodesShouldSayWhereTheirRowsAndFramesAre() throws IOException, InterruptedException {
        JsonNode row =
                table("meta/episodes/chunk-000/file-000.parquet").path("rows").path(1);

        assertThat(row.path("tasks")).hasToString("[\"insert the peg\"]");
        assertThat(row.path("length").asText()).isEqualTo("7");
        assertThat(row.path("dataset_from_index").asText()).isEqualTo("12");
        assertThat(row.path("dataset_to_index").asText()).isEqualTo("19");
        assertThat(row.path("videos/" + SampleData.WRIST + "/file_index").asText())
                .isEqualTo("1");
        assertThat(row.path("videos/" + SampleData.WRIST + "/to_timestamp").asDouble())
                .isEqualTo(7 / 30.0);
        assertThat(row.path("success").asBoolean(true)).isFalse();
        assertThat(row.path("source").asText()).isEqualTo("b");
        assertThat(row.path("stats/" + SampleData.STATE + "/mean")).hasSize(3);
        assertThat(row.path("stats/" + SampleData.FRONT + "/q50")
                        .path(2)
                        .path(0)
                        .path(0)
                        .isNumber())
                .isTrue();
        assertThat(row.path("stats/action/count")).hasToString("[\"7\"]");
    }

    @Test
    void videosShouldHaveAFrameForEachRowOnTheGridAndNoBFrames() throws IOException, InterruptedException {
        Map<String, Integer> frames = Map.of("file-000.mp4", 12, "file-001.mp4", 7, "file-002.mp4", 9);
        List<Path> videos;
        try (Stream<Path> files = Files.walk(folder.resolve("videos"))) {
            videos = files.filter(Files::isRegularFile).toList();
        }
        assertThat(videos).hasSize(6);
        for (Path video : videos) {
            JsonNode probed = Json.parse(
                    run(PROBE, "-v", "error", "-show_streams", "-show_frames", "-of", "json", video.toString()));

            JsonNode stream = probed.path("streams").path(0);
            assertThat(stream.path("codec_name").asText()).isEqualTo("h264");
            assertThat(stream.path("pix_fmt").asText()).isEqualTo("yuv420p");
            assertThat(stream.path("has_b_frames").asInt(-1)).isZero();
            assertThat(stream.path("r_frame_rate").asText()).isEqualTo("30/1");
            assertThat(probed.path("frames"))
                    .hasSize(frames.getOrDefault(video.getFileName().toString(), -1));
            for (int k = 0; k < probed.path("frames").size(); k++) {
                JsonNode frame = probed.path("frames").path(k);
                assertThat(Math.abs(frame.path("pts_time").asDouble() - k / 30.0))
                        .as("frame %d of %s", k, video)
                        .isLessThan(1e-4);
                assertThat(frame.path("pict_type").asText()).isIn("I", "P");
            }
        }
    }

    private static JsonNode table(String path) throws IOException, InterruptedException {
        return Json.parse(run("node", "read.mjs", folder.resolve(path).toString()));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .put("LD_LIBRARY_PATH", Path.of(PROBE).resolveSibling("").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("exit status of %s; it printed: %s", List.of(command), output)
                .isZero();
        return output;
    }
}
