package io.teleloop.lerobot;

import static io.teleloop.lerobot.BrokenData.DATA;
import static io.teleloop.lerobot.BrokenData.EPISODES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.teleloop.lerobot.parquet.Column;
import io.teleloop.lerobot.parquet.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every rule catches a data set that breaks it.
class ConformanceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private BrokenData data;

    @BeforeEach
    void writeSample() throws IOException {
        SampleData.write(folder);
        data = new BrokenData(folder);
    }

    @Test
    void aDataSetThatBreaksNoRuleShouldPass() throws IOException {
        assertThat(Conformance.check(folder)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void aDataSetThatBreaksARuleShouldBeCaught(Rule rule) throws IOException, InterruptedException {
        breakRule(rule);

        assertThat(Conformance.check(folder)).extracting(Violation::rule).contains(rule);
    }

    private void breakRule(Rule rule) throws IOException, InterruptedException {
        switch (rule) {
            case INFO -> data.json(Layout.INFO, info -> info.put("codebase_version", "v2.1"));
            case STANDARD_FEATURES ->
                data.json(
                        Layout.INFO,
                        info -> ((ObjectNode) info.path("features").path("index")).put("dtype", "float64"));
            case TOTALS -> data.json(Layout.INFO, info -> info.put("total_frames", 29));
            case SPLITS ->
                data.json(Layout.INFO, info -> info.putObject("splits").put("train", "0:4"));
            case TASKS -> data.table(Layout.TASKS, table -> Collections.reverse(table.rows()));
            case TASKS_PANDAS_INDEX ->
                data.table(Layout.TASKS, table -> table.footer().clear());
            case EPISODES -> data.table(EPISODES, table -> table.rows().get(1).put("length", null));
            case EPISODES_IN_ORDER -> data.table(EPISODES, table -> Collections.swap(table.rows(), 0, 2));
            case EPISODES_WITHOUT_GAP ->
                data.table(EPISODES, table -> table.rows().get(2).put("dataset_from_index", 20L));
            case DATA_FILES -> Files.copy(folder.resolve(DATA), folder.resolve("data/chunk-000/file-001.parquet"));
            case COMPRESSION -> data.compressOtherwise(DATA);
            case DECLARED_COLUMNS ->
                data.table(DATA, table -> {
                    table.columns().add(Column.scalar("surprise", ColumnType.INT64));
                    table.rows().forEach(row -> row.put("surprise", 1L));
                });
            case COLUMN_TYPES ->
                data.table(DATA, table -> {
                    table.replaceColumn("next.success", Column.scalar("next.success", ColumnType.INT64));
                    table.rows().forEach(row -> row.put("next.success", 0L));
                });
            case COLUMN_SHAPES ->
                data.table(DATA, table -> {
                    table.replaceColumn("timestamp", Column.list("timestamp", ColumnType.FLOAT));
                    table.rows().forEach(row -> row.put("timestamp", List.of(0f)));
                });
            case NO_NULLS -> data.table(DATA, table -> table.rows().get(5).put(SampleData.STATE, null));
            case INDICES -> data.table(DATA, table -> table.rows().remove(4));
            case TIMESTAMPS -> data.table(DATA, table -> table.rows().forEach(ConformanceTest::delayByAMillisecond));
            case TASK_INDICES -> data.table(DATA, table -> table.rows().get(3).put("task_index", 1L));
            case VIDEO_FILES -> data.delete(BrokenData.VIDEO);
            case VIDEO_FORMAT -> data.video("-vf", "scale=32:32", "-c:v", "libopenh264");
            case VIDEO_WITHOUT_B_FRAMES -> data.video("-c:v", "mpeg4", "-bf", "2");
            case VIDEO_FRAMES -> data.video("-c:v", "libopenh264", "-frames:v", "6");
            case VIDEO_ON_GRID -> data.video("-c", "copy", "-video_track_timescale", "1000");
            case STATS -> data.json(Layout.STATS, stats -> ((ObjectNode) stats.path(SampleData.STATE)).remove("q99"));
        }
    }

    private static void delayByAMillisecond(Map<String, @Nullable Object> row) {
        if (row.get("timestamp") instanceof Float timestamp) {
            row.put("timestamp", timestamp + 0.001f);
        }
    }

    @Test
    void aCodecThatIsNotTheDeclaredOneShouldBeCaught() throws IOException, InterruptedException {
        data.video("-c:v", "mpeg4", "-bf", "0");

        assertThat(Conformance.check(folder))
                .extracting(Violation::toString)
                .anyMatch(text -> text.contains("compressed as mpeg4") && text.contains("declared 'h264'"));
    }

    @Test
    void statisticsThatCannotBeShouldBeCaught() throws IOException {
        data.json(Layout.STATS, stats -> {
            ((ObjectNode) stats.path(SampleData.STATE))
                    .putArray("q90")
                    .add(-1e9)
                    .add(0)
                    .add(0);
            ((ObjectNode) stats.path("action")).putArray("count").add(1);
            ((ObjectNode) stats.path("next.reward")).putArray("std").add(-1);
        });

        assertThat(Conformance.check(folder))
                .extracting(Violation::toString)
                .anyMatch(text -> text.contains("the q50") && text.contains("the q90 -1.0E9"))
                .anyMatch(text -> text.contains("action has the count 1"))
                .anyMatch(text -> text.contains("next.reward has a negative std"));
    }

    @Test
    void aTaskThatNoEpisodeHasShouldBeCaught() throws IOException {
        data.table(EPISODES, table -> table.rows().forEach(row -> row.put("tasks", List.of("another"))));

        assertThat(Conformance.check(folder))
                .extracting(Violation::toString)
                .anyMatch(text -> text.contains("no episode has the task"));
    }

    @Test
    void aListOfOneWhereAScalarBelongsShouldBeCaught() throws IOException {
        data.table(DATA, table -> {
            table.replaceColumn("next.reward", Column.list("next.reward", ColumnType.FLOAT));
            table.rows().forEach(row -> row.put("next.reward", List.of(0f)));
        });

        assertThat(Conformance.check(folder))
                .extracting(Violation::toString)
                .anyMatch(text -> text.contains("next.reward has the shape [1] and is a list of depth 1"));
    }

    @Test
    void aShortVectorShouldBeCaught() throws IOException {
        data.table(DATA, table -> table.rows().get(7).put(SampleData.STATE, List.of(1f, 2f)));

        assertThat(Conformance.check(folder)).extracting(Violation::rule).containsExactly(Rule.COLUMN_SHAPES);
    }

    @Test
    void aFileThatIsNoTableShouldBeCaught() throws IOException {
        Files.writeString(folder.resolve(DATA), "no table");

        assertThat(Conformance.check(folder)).extracting(Violation::rule).contains(Rule.DATA_FILES);
    }
}
