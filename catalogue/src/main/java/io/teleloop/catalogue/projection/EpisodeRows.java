package io.teleloop.catalogue.projection;

import io.teleloop.archive.HeldLabels;
import io.teleloop.archive.HeldLabels.Statement;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.Provenance;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows of one episode.
public final class EpisodeRows {
    private EpisodeRows() {}

    /// Makes the rows what the documents say, whatever they were.
    ///
    /// @param connection in a transaction, on the schema whose rows are meant
    /// @param documents all that was said of the episode
    public static void put(Connection connection, Manifest manifest, List<LabelDocument> documents)
            throws SQLException {
        UUID id = UUID.fromString(manifest.episodeId());
        HeldLabels labels = HeldLabels.of(documents);
        String[] sources =
                documents.stream().map(LabelDocument::source).sorted().toArray(String[]::new);
        putEpisode(connection, id, manifest, Judgement.of(manifest, labels), sources);
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into manifest (episode, document) values (?, ?)
                on conflict (episode) do update set document = excluded.document""")) {
            statement.setObject(1, id);
            statement.setString(2, new String(manifest.toJson(), StandardCharsets.UTF_8));
            statement.executeUpdate();
        }
        putLabels(connection, id, labels.statements());
    }

    /// Whether the rows know already that the episode is sealed, or quarantined, and what all these sources say of it.
    static boolean know(Connection connection, EpisodeId episode, boolean sealed, List<String> sources)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from episode where id = ? and sealed = ? and label_sources @> ?")) {
            statement.setObject(1, UUID.fromString(episode.value()));
            statement.setBoolean(2, sealed);
            statement.setArray(3, connection.createArrayOf("text", sources.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    static void delete(Connection connection, EpisodeId episode) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from episode where id = ?")) {
            statement.setObject(1, UUID.fromString(episode.value()));
            statement.executeUpdate();
        }
    }

    private static void putEpisode(
            Connection connection, UUID id, Manifest manifest, Judgement judgement, String[] sources)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into episode (id, sealed, reason, task, robot, robot_model, operator, recorded_outcome,
                  generated, augmenter, provenance_group, opened_ns, closed_ns, steps, size_bytes,
                  outcome, quality, review, label_sources)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set sealed = excluded.sealed, reason = excluded.reason,
                  task = excluded.task, robot = excluded.robot, robot_model = excluded.robot_model,
                  operator = excluded.operator, recorded_outcome = excluded.recorded_outcome,
                  generated = excluded.generated, augmenter = excluded.augmenter,
                  provenance_group = excluded.provenance_group, opened_ns = excluded.opened_ns,
                  closed_ns = excluded.closed_ns, steps = excluded.steps, size_bytes = excluded.size_bytes,
                  outcome = excluded.outcome, quality = excluded.quality, review = excluded.review,
                  label_sources = excluded.label_sources""")) {
            Provenance provenance = manifest.provenance();
            List<@Nullable Object> values = new ArrayList<>(List.of(id, manifest.sealed()));
            values.add(manifest.reason());
            values.addAll(List.of(
                    manifest.task(),
                    manifest.robotId(),
                    manifest.robotModel(),
                    manifest.operatorId(),
                    manifest.outcome(),
                    manifest.generated()));
            values.add(provenance == null ? null : provenance.source());
            values.add(provenance == null ? null : provenance.group());
            values.addAll(List.of(
                    manifest.openedNs(),
                    manifest.closedNs(),
                    manifest.steps(),
                    manifest.data().sizeBytes(),
                    judgement.outcome()));
            values.add(judgement.quality());
            values.add(judgement.review());
            values.add(connection.createArrayOf("text", sources));
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.executeUpdate();
        }
    }

    private static void putLabels(Connection connection, UUID id, List<Statement> labels) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from held_label where episode = ?")) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into held_label (episode, position, name, value, score, start_ns, end_ns, labeler,
                  labeler_version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (int i = 0; i < labels.size(); i++) {
                Label label = labels.get(i).label();
                statement.setObject(1, id);
                statement.setInt(2, i);
                statement.setString(3, label.name());
                statement.setString(4, label.value());
                statement.setObject(5, label.score());
                statement.setObject(6, label.startNs());
                statement.setObject(7, label.endNs());
                statement.setString(8, labels.get(i).labeler());
                statement.setInt(9, labels.get(i).labelerVersion());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
