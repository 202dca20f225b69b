package io.teleloop.catalogue.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.teleloop.catalogue.database.Database;
import io.teleloop.contract.EpisodeId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that the rows have of one episode.
///
/// @param manifest JSON as it lies in the store
/// @param labels what holds, of all that was said
public record EpisodeDetail(
        EpisodeSummary episode, @JsonRawValue String manifest, List<HeldLabel> labels) {
    public EpisodeDetail {
        labels = List.copyOf(labels);
    }

    /// A label with its source.
    ///
    /// @param startNs of the span that it is about, null for the whole episode
    public record HeldLabel(
            String name,
            String value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double score,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long startNs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long endNs,

            String labeler,
            int labelerVersion) {}

    /// Empty when the catalogue does not have the episode.
    public static Optional<EpisodeDetail> read(Database database, EpisodeId episode) throws SQLException {
        UUID id = UUID.fromString(episode.value());
        String sql = "select " + EpisodeSummary.COLUMNS
                + ", m.document from episode e join manifest m on m.episode = e.id where e.id = ?";
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new EpisodeDetail(
                                EpisodeSummary.of(row), row.getString("document"), labels(connection, id)))
                        : Optional.empty();
            }
        }
    }

    private static List<HeldLabel> labels(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select * from held_label where episode = ? order by position")) {
            statement.setObject(1, id);
            List<HeldLabel> labels = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    labels.add(new HeldLabel(
                            row.getString("name"),
                            row.getString("value"),
                            row.getObject("score", Double.class),
                            row.getObject("start_ns", Long.class),
                            row.getObject("end_ns", Long.class),
                            row.getString("labeler"),
                            row.getInt("labeler_version")));
                }
            }
            return labels;
        }
    }
}
