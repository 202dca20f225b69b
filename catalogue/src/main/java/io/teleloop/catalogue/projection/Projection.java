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

/// The live rows. Safe for use by several threads and processes at once: each subject is brought in line by one at a
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
        run(Subject.of(episode));
    }

    /// Returns when the rows of the policy's versions say what the store has.
    ///
    /// @throws IOException when database or store do not answer; nothing has changed then
    public void refreshPolicy(String policy) throws IOException {
        run(Subject.policy(policy));
    }

    private boolean know(EpisodeId episode, boolean sealed, List<String> sources) throws IOException {
        try (Connection connection = database.connect()) {
            return EpisodeRows.know(connection, episode, sealed, sources);
        } catch (SQLException e) {
            throw new IOException("the database fails on " + episode + ": " + e.getMessage(), e);
        }
    }

    private void run(Subject subject) throws IOException {
        try {
            boolean _ = database.<Boolean, IOException>transaction(connection -> {
                Locks.holdSchema(connection);
                // Before the store is read: of two at once, the one that read less must not write last.
                Locks.hold(connection, subject.toString());
                tellRebuild(connection, subject);
                refresh.run(connection, subject);
                return true;
            });
        } catch (SQLException e) {
            throw new IOException("the database fails on " + subject + ": " + e.getMessage(), e);
        }
    }

    /// A rebuild that has read this subject already reads it once more.
    private static void tellRebuild(Connection connection, Subject subject) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, Database.REBUILDING + ".touched");
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    return;
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into " + Database.REBUILDING + ".touched (kind, key) values (?, ?) on conflict do nothing")) {
            statement.setString(1, subject.kind().name());
            statement.setString(2, subject.key());
            statement.executeUpdate();
        }
    }
}
