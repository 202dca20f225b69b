package io.teleloop.rollout.report;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measurements as lines of JSON, written as they come.
public final class CurveFile implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final BufferedWriter writer;

    /// Begins a new file.
    public CurveFile(Path file) throws IOException {
        writer = Files.newBufferedWriter(file);
    }

    public synchronized void add(Measurement measurement) {
        try {
            writer.write(JSON.writeValueAsString(measurement));
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the curves could not be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /// Reads a file back.
    ///
    /// @throws IOException when a line is not a measurement
    public static List<Measurement> read(Path file) throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            measurements.add(JSON.readValue(line, Measurement.class));
        }
        return measurements;
    }
}
