package io.teleloop.lerobot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/// What is written is read again, whatever it is.
class RoundTripTest {
    private static final DatasetSchema SCHEMA = new DatasetSchema(
            50,
            "arm",
            List.of(
                    Feature.scalar("whole", DataType.INT64),
                    Feature.scalar("small", DataType.INT32),
                    Feature.scalar("text", DataType.STRING),
                    Feature.scalar("truth", DataType.BOOL),
                    Feature.scalar("real", DataType.FLOAT64),
                    Feature.vector("vector", DataType.FLOAT32, List.of("a", "b"))),
            List.of(),
            Map.of());

    record Row(String task, long whole, int small, String text, boolean truth, double real, List<Float> vector) {}

    record Episode(String id, List<Row> rows) implements EpisodeSource {
        @Override
        public Map<String, Object> attributes() {
            return Map.of();
        }

        @Override
        public void writeTo(FrameSink sink) throws IOException {
            for (Row row : rows) {
                sink.add(new Frame(
                        row.task,
                        Map.of(
                                "whole", row.whole,
                                "small", row.small,
                                "text", row.text,
                                "truth", row.truth,
                                "real", row.real,
                                "vector", row.vector)));
            }
        }
    }

    @Provide
    Arbitrary<List<List<Row>>> episodes() {
        Arbitrary<List<Float>> vectors = Arbitraries.floats()
                .filter(number -> Float.isFinite(number))
                .list()
                .ofSize(2);
        Arbitrary<Row> rows = Combinators.combine(
                        Arbitraries.of("push", "pull", "päkäte 木", ""),
                        Arbitraries.longs(),
                        Arbitraries.integers(),
                        Arbitraries.strings().ofMaxLength(8).excludeChars('\ud800'),
                        Arbitraries.of(true, false),
                        Arbitraries.doubles().between(-1e150, 1e150),
                        vectors)
                .as(Row::new);
        return rows.list().ofMinSize(1).ofMaxSize(30).list().ofMinSize(1).ofMaxSize(5);
    }

    @Property(tries = 40)
    void whatIsWrittenShouldBeReadAgain(@ForAll("episodes") List<List<Row>> rows) throws IOException {
        Path folder = Files.createTempDirectory("lerobot");
        List<EpisodeSource> episodes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            episodes.add(new Episode("episode " + i, rows.get(i)));
        }

        new DatasetWriter(SCHEMA, DatasetLimits.DEFAULT, new FolderSink(folder), folder.resolve("work"))
                .write(episodes);

        DatasetReader dataset = DatasetReader.open(folder);
        List<List<Row>> read = new ArrayList<>();
        for (EpisodeEntry episode : dataset.episodes()) {
            read.add(rowsOf(dataset, episode));
        }
        assertThat(read).isEqualTo(rows);
        assertThat(Conformance.check(folder)).isEmpty();
        delete(folder);
    }

    private static List<Row> rowsOf(DatasetReader dataset, EpisodeEntry episode) throws IOException {
        List<Row> read = new ArrayList<>();
        try (EpisodeRows rows = dataset.rows(episode)) {
            for (Map<String, @Nullable Object> row = rows.next(); row != null; row = rows.next()) {
                read.add(new Row(
                        dataset.tasks().get(Math.toIntExact(get(row, "task_index", Long.class))),
                        get(row, "whole", Long.class),
                        get(row, "small", Integer.class),
                        get(row, "text", String.class),
                        get(row, "truth", Boolean.class),
                        get(row, "real", Double.class),
                        ((List<?>) get(row, "vector", List.class))
                                .stream().map(Float.class::cast).toList()));
            }
        }
        return read;
    }

    private static <T> T get(Map<String, @Nullable Object> row, String key, Class<T> type) {
        Object value = row.get(key);
        if (value == null) {
            throw new AssertionError(key + " is missing");
        }
        return type.cast(value);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
