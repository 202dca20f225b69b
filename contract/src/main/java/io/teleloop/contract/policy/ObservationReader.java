package io.teleloop.contract.policy;

import io.teleloop.contract.v1.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Computes the observation of a control tick from its readings. The one place that does: what a policy was trained
/// on is what it sees.
public final class ObservationReader {
    private final ObservationSpec spec;
    private final Set<String> streams = new HashSet<>();

    public ObservationReader(ObservationSpec spec) {
        this.spec = spec;
        for (Feature feature : spec.features()) {
            streams.addAll(
                    switch (feature) {
                        case Feature.Values values -> List.of(values.stream());
                        case Feature.Rotation rotation -> List.of(rotation.stream());
                        case Feature.Offset offset -> List.of(offset.stream(), offset.origin());
                        case Feature.Nearness nearness -> List.of(nearness.stream(), nearness.origin());
                        case Feature.Tactile tactile -> List.of(tactile.stream());
                    });
        }
    }

    public int size() {
        return spec.size();
    }

    /// Names of the streams that are read.
    public Set<String> streams() {
        return Set.copyOf(streams);
    }

    /// The observation, or empty when a reading that it needs is a gap.
    ///
    /// @throws IllegalArgumentException when a stream's values are fewer than a feature reads
    public Optional<float[]> read(List<Reading> readings) {
        Map<String, Reading> byStream = new HashMap<>();
        for (Reading reading : readings) {
            if (streams.contains(reading.getStream())) {
                if (reading.getGap()) {
                    return Optional.empty();
                }
                byStream.put(reading.getStream(), reading);
            }
        }
        if (byStream.size() < streams.size()) {
            return Optional.empty();
        }
        float[] observation = new float[spec.size()];
        int at = 0;
        for (Feature feature : spec.features()) {
            compute(feature, byStream, observation, at);
            at += feature.size();
        }
        return Optional.of(observation);
    }

    private static void compute(Feature feature, Map<String, Reading> readings, float[] into, int at) {
        switch (feature) {
            case Feature.Values values -> {
                Reading reading = reading(readings, values.stream(), values.from() + values.count(), feature);
                for (int i = 0; i < values.count(); i++) {
                    into[at + i] = reading.getValues(values.from() + i);
                }
            }
            case Feature.Rotation rotation -> {
                Reading reading = reading(readings, rotation.stream(), rotation.from() + 4, feature);
                twoColumns(reading, rotation.from(), into, at);
            }
            case Feature.Offset offset -> {
                Reading point = reading(readings, offset.stream(), offset.from() + 3, feature);
                Reading origin = reading(readings, offset.origin(), offset.originFrom() + 3, feature);
                for (int i = 0; i < 3; i++) {
                    into[at + i] = point.getValues(offset.from() + i) - origin.getValues(offset.originFrom() + i);
                }
            }
            case Feature.Nearness nearness -> {
                Reading point = reading(readings, nearness.stream(), nearness.from() + 3, feature);
                Reading origin = reading(readings, nearness.origin(), nearness.originFrom() + 3, feature);
                for (int i = 0; i < 3; i++) {
                    double offset = point.getValues(nearness.from() + i) - origin.getValues(nearness.originFrom() + i);
                    into[at + i] = (float) Math.tanh(offset / nearness.scale());
                }
            }
            case Feature.Tactile tactile -> {
                Reading reading = reading(readings, tactile.stream(), 3 * tactile.rows() * tactile.columns(), feature);
                average(reading, tactile, into, at);
            }
        }
    }

    private static Reading reading(Map<String, Reading> readings, String stream, int needed, Feature feature) {
        Reading reading = readings.get(stream);
        if (reading == null || reading.getValuesCount() < needed) {
            throw new IllegalArgumentException("feature " + feature.name() + " reads " + needed + " values of stream "
                    + stream + ", which has " + (reading == null ? 0 : reading.getValuesCount()));
        }
        return reading;
    }

    /// The first two columns of the rotation matrix of the unit quaternion x y z w.
    private static void twoColumns(Reading reading, int from, float[] into, int at) {
        float x = reading.getValues(from);
        float y = reading.getValues(from + 1);
        float z = reading.getValues(from + 2);
        float w = reading.getValues(from + 3);
        into[at] = 1 - 2 * (y * y + z * z);
        into[at + 1] = 2 * (x * y + z * w);
        into[at + 2] = 2 * (x * z - y * w);
        into[at + 3] = 2 * (x * y - z * w);
        into[at + 4] = 1 - 2 * (x * x + z * z);
        into[at + 5] = 2 * (y * z + x * w);
    }

    private static void average(Reading reading, Feature.Tactile tactile, float[] into, int at) {
        int[] counts = new int[tactile.cellRows() * tactile.cellColumns()];
        for (int row = 0; row < tactile.rows(); row++) {
            for (int column = 0; column < tactile.columns(); column++) {
                int cell = row * tactile.cellRows() / tactile.rows() * tactile.cellColumns()
                        + column * tactile.cellColumns() / tactile.columns();
                counts[cell]++;
                for (int axis = 0; axis < 3; axis++) {
                    into[at + 3 * cell + axis] += reading.getValues(3 * (row * tactile.columns() + column) + axis);
                }
            }
        }
        for (int cell = 0; cell < counts.length; cell++) {
            for (int axis = 0; axis < 3; axis++) {
                into[at + 3 * cell + axis] /= counts[cell];
            }
        }
    }
}
