package io.teleloop.labeler.episode;

import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A stream's values at every control step, laid out as in [io.teleloop.contract.feature.Features]. Where a
/// step has a gap, the newest reading before it stands; before the first reading, that one.
public final class StreamValues {
    private final List<Reading> rows;

    private StreamValues(List<Reading> rows) {
        this.rows = rows;
    }

    /// @param columns how many values a reading must have at least
    /// @return empty when the stream has no such reading in the whole episode
    public static Optional<StreamValues> of(EpisodeView episode, String stream, int columns) {
        List<Reading> rows = new ArrayList<>(episode.size());
        Reading newest = null;
        int before = 0;
        for (Step step : episode.steps()) {
            for (Reading reading : step.getObservationList()) {
                if (reading.getStream().equals(stream) && !reading.getGap() && reading.getValuesCount() >= columns) {
                    newest = reading;
                }
            }
            if (newest == null) {
                before++;
            } else {
                rows.add(newest);
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        rows.addAll(0, Collections.nCopies(before, rows.getFirst()));
        return Optional.of(new StreamValues(rows));
    }

    /// Number of steps.
    public int size() {
        return rows.size();
    }

    /// Values of one step.
    public int columns(int step) {
        return rows.get(step).getValuesCount();
    }

    public double at(int step, int column) {
        return rows.get(step).getValues(column);
    }

    /// Three values as a vector.
    public Vector vector(int step, int from) {
        return new Vector(at(step, from), at(step, from + 1), at(step, from + 2));
    }

    /// Seven values, position and quaternion x y z w, as a pose.
    public Pose pose(int step, int from) {
        return new Pose(
                vector(step, from), at(step, from + 3), at(step, from + 4), at(step, from + 5), at(step, from + 6));
    }
}
