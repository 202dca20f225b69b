package io.teleloop.catalogue.projection;

import io.teleloop.archive.Cursor;
import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.database.DatabaseConfig;
import io.teleloop.catalogue.database.Locks;
import io.teleloop.contract.EpisodeId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes all rows anew out of the store's documents alone, in a schema of their own that takes the live one's place in
/// the end. The live one is asked and kept up to date meanwhile; what changes there is read once more before the
/// exchange, so nothing is missed.
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final String REPLACED = "catalogue_replaced";
    private static final List<String> TABLES = List.of("episode", "manifest", "held_label");

    private final DatabaseConfig config;
    private final StoredDocuments documents;
    private final Refresh refresh;

    public Rebuild(DatabaseConfig config, StoredDocuments documents) {
        this.config = config;
        this.documents = documents;
        this.refresh = new Refresh(documents);
    }

    /// What became of it.
    ///
    /// @param rows in the new schema, by table
    /// @param changed rows that the replaced schema did not have so, by table
    public record Report(Map<String, Long> rows, Map<String, Long> changed) {
        public Report {
            rows = Collections.unmodifiableMap(new TreeMap<>(rows));
            changed = Collections.unmodifiableMap(new TreeMap<>(changed));
        }
    }

    /// @throws IOException when store or database do not answer, or another rebuild runs; the live schema is as it was
    public Report run() throws IOException, InterruptedException {
        try (Database live = Database.open(config, Database.LIVE);
                Connection guard = live.connect()) {
            live.migrate();
            if (!Locks.becomeOnlyRebuild(guard)) {
                throw new IOException("another rebuild of this catalogue runs; wait until it ends");
            }
            try {
                drop(guard, Database.REBUILDING);
                fill(live);
                return live.transaction(this::exchange);
            } finally {
                Locks.endRebuild(guard);
            }
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be rebuilt: " + e.getMessage(), e);
        }
    }

    private void fill(Database live) throws SQLException, IOException, InterruptedException {
        try (Database fresh = Database.open(config, Database.REBUILDING)) {
            fresh.migrate();
            awaitNoted(live);
            try (Workers workers = new Workers(config.connections())) {
                Cursor<EpisodeId> episodes = documents.episodes();
                for (EpisodeId next = episodes.next(); next != null; next = episodes.next()) {
                    EpisodeId episode = next;
                    workers.submit(() -> put(fresh, episode));
                }
            }
        }
    }

    /// From here on, all that is brought in line is noted: who began before there was anything to note it in has ended.
    private static void awaitNoted(Database live) throws SQLException {
        boolean _ = live.<Boolean, SQLException>transaction(connection -> {
            Locks.exchangeSchema(connection);
            return true;
        });
    }

    private boolean put(Database fresh, EpisodeId episode) throws SQLException, IOException {
        return fresh.<Boolean, IOException>transaction(connection -> {
            // An episode that is listed twice, sealed and quarantined, has one set of rows.
            Locks.hold(connection, Database.REBUILDING + episode);
            refresh.run(connection, episode);
            return true;
        });
    }

    private Report exchange(Connection connection) throws SQLException, IOException {
        Locks.exchangeSchema(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local search_path to " + Database.REBUILDING);
            for (EpisodeId episode : touched(statement)) {
                refresh.run(connection, episode);
            }
            statement.execute("truncate touched");
            Report report = compare(statement);
            drop(connection, REPLACED);
            statement.execute("alter schema " + Database.LIVE + " rename to " + REPLACED);
            statement.execute("alter schema " + Database.REBUILDING + " rename to " + Database.LIVE);
            drop(connection, REPLACED);
            LOG.info("Catalogue is rebuilt rows={} changed={}", report.rows(), report.changed());
            return report;
        }
    }

    private static List<EpisodeId> touched(Statement statement) throws SQLException {
        List<EpisodeId> touched = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select episode from touched order by episode")) {
            while (rows.next()) {
                touched.add(new EpisodeId(rows.getString(1)));
            }
        }
        return touched;
    }

    private static Report compare(Statement statement) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        Map<String, Long> changed = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(table, count(statement, "select * from " + table));
            String before = "select * from " + Database.LIVE + "." + table;
            String after = "select * from " + Database.REBUILDING + "." + table;
            changed.put(
                    table,
                    count(
                            statement,
                            "(" + before + " except " + after + ") union all (" + after + " except " + before + ")"));
        }
        return new Report(rows, changed);
    }

    private static long count(Statement statement, String of) throws SQLException {
        try (ResultSet row = statement.executeQuery("select count(*) from (" + of + ") counted")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void drop(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + schema + " cascade");
        }
    }
}
