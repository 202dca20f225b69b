package io.teleloop.labeler;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelDocument.Series;
import java.util.List;

/// What a labeler says of one episode.
///
/// @param labels about the episode or spans of it
/// @param series numbers for every control step
public record Labels(List<Label> labels, List<Series> series) {
    public Labels {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
    }

    /// Statements without numbers for every step.
    public static Labels of(List<Label> labels) {
        return new Labels(labels, List.of());
    }
}
