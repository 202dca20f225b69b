package io.teleloop.catalogue.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// An episode in a list.
///
/// @param state "sealed" or "quarantined"
/// @param outcome as labels have it
/// @param recordedOutcome as the operator said while recording
/// @param augmenter that made it, null when a robot performed it
/// @param quality score of label `quality`, null for none
/// @param review `keep`, `reject` or null
public record EpisodeSummary(
        String id,
        String state,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        String task,
        String robot,
        String robotModel,
        String operator,
        String outcome,
        String recordedOutcome,
        boolean generated,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String augmenter,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String group,
        long openedNs,
        long closedNs,
        long steps,
        long sizeBytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double quality,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String review) {

    static final String COLUMNS = "e.id, e.sealed, e.reason, e.task, e.robot, e.robot_model, e.operator, e.outcome,"
            + " e.recorded_outcome, e.generated, e.augmenter, e.provenance_group, e.opened_ns, e.closed_ns, e.steps,"
            + " e.size_bytes, e.quality, e.review";

    static EpisodeSummary of(ResultSet row) throws SQLException {
        return new EpisodeSummary(
                row.getString("id"),
                row.getBoolean("sealed") ? "sealed" : "quarantined",
                row.getString("reason"),
                row.getString("task"),
                row.getString("robot"),
                row.getString("robot_model"),
                row.getString("operator"),
                row.getString("outcome"),
                row.getString("recorded_outcome"),
                row.getBoolean("generated"),
                row.getString("augmenter"),
                row.getString("provenance_group"),
                row.getLong("opened_ns"),
                row.getLong("closed_ns"),
                row.getLong("steps"),
                row.getLong("size_bytes"),
                row.getObject("quality", Double.class),
                row.getString("review"));
    }
}
