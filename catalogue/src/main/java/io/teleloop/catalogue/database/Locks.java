package io.teleloop.catalogue.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Locks that only have a name (PostgreSQL's advisory locks), seen by everybody on the same database.
public final class Locks {
    private static final long SCHEMA = 0x7465_6c65_0000_0001L;
    private static final long REBUILD = 0x7465_6c65_0000_0002L;

    private Locks() {}

    /// Until the transaction ends, the live schema is not exchanged.
    public static void holdSchema(Connection connection) throws SQLException {
        run(connection, "select pg_advisory_xact_lock_shared(?)", SCHEMA);
    }

    /// Until the transaction ends, nobody changes rows of the live schema.
    public static void exchangeSchema(Connection connection) throws SQLException {
        run(connection, "select pg_advisory_xact_lock(?)", SCHEMA);
    }

    /// Until the transaction ends, nobody else brings this thing's rows in line.
    public static void hold(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    /// Until the connection ends: of all who try, one gets true.
    public static boolean becomeOnlyRebuild(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, REBUILD);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// Lets another rebuild begin.
    public static void endRebuild(Connection connection) throws SQLException {
        run(connection, "select pg_advisory_unlock(?)", REBUILD);
    }

    private static void run(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            statement.execute();
        }
    }
}
