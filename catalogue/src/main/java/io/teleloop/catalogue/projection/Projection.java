package io.teleloop.catalogue.projection;

import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.database.Locks;
import io.teleloop.contract.EpisodeId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// The live rows. Safe for use by several threads and processes at once: each episode is brought in line by one at a
/// time.
public final class Projection {
    private final Database database;
    private final Refresh refresh;

    public Projection(Database database, StoredDocuments documents) {
        this.database = database;
        this.refresh = new Refresh(documents);
    }

    /// Returns when the rows know that the episode was sealed or quarantined. Its manifest never changes.
    ///
    /// @throws IOException when database or store do not answer; nothing has changed then
    public void stored(EpisodeId episode, boolean sealed) throws IOException {
        if (!know(episode, sealed, List.of())) {
            refresh(episode);
        }
    }

    /// Returns when the rows know what a source said of the episode. What it said never changes.
    ///
    /// @param source labeler and version, as in `phases@1`
    /// @throws IOException when database or store do not answer; nothing has changed then
    public void labeled(EpisodeId episode, String source) throws IOException {
        if (!know(episode, true, List.of(source))) {
            refresh(episode);
        }
    }

    /// Returns when the episode's rows say what its documents in the store say.
    ///
    /// @throws IOException when database or store do not answer; nothing has changed then
    public void refresh(EpisodeId episode) throws IOException {
        try {
            boolean _ = database.<Boolean, IOException>transaction(connection -> {
                Locks.holdSchema(connection);
                // Before the store is read: of two at once, the one that read less must not write last.
                Locks.hold(connection, episode.value());
                tellRebuild(connection, episode);
                refresh.run(connection, episode);
                return true;
            });
        } catch (SQLException e) {
            throw new IOException("the database fails on " + episode + ": " + e.getMessage(), e);
        }
    }

    private boolean know(EpisodeId episode, boolean sealed, List<String> sources) throws IOException {
        try (Connection connection = database.connect()) {
            return EpisodeRows.know(connection, episode, sealed, sources);
        } catch (SQLException e) {
            throw new IOException("the database fails on " + episode + ": " + e.getMessage(), e);
        }
    }

    /// A rebuild that has read this episode already reads it once more.
    private static void tellRebuild(Connection connection, EpisodeId episode) throws SQLException {
        // Not to_regclass: what it knows may be from before the last exchange of schemas.
        try (PreparedStatement statement = connection.prepareStatement(
                "select exists (select 1 from pg_tables where schemaname = ? and tablename = 'touched')")) {
            statement.setString(1, Database.REBUILDING);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    return;
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into " + Database.REBUILDING + ".touched (episode) values (?) on conflict do nothing")) {
            statement.setObject(1, UUID.fromString(episode.value()));
            statement.executeUpdate();
        }
    }
}
