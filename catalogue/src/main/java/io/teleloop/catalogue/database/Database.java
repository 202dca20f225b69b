package io.teleloop.catalogue.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One schema of the database, with a pool of connections that see it.
///
/// Safe for use by several threads at once.
public final class Database implements AutoCloseable {
    /// The schema that is asked.
    public static final String LIVE = "catalogue";
    /// The schema that a rebuild fills.
    public static final String REBUILDING = "catalogue_rebuilding";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String MIGRATIONS = "classpath:io/teleloop/catalogue/database";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CONNECTION_PATIENCE = Duration.ofSeconds(5);

    private final HikariDataSource connections;
    private final String schema;

    private Database(HikariDataSource connections, String schema) {
        this.connections = connections;
        this.schema = schema;
    }

    /// Makes a pool; asks the server nothing yet.
    public static Database open(DatabaseConfig config, String schema) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(schema);
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setSchema(schema);
        pool.setMaximumPoolSize(config.connections());
        pool.setConnectionTimeout(CONNECTION_PATIENCE.toMillis());
        // The server may come later.
        pool.setInitializationFailTimeout(-1);
        pool.setAutoCommit(true);
        // Filters differ in how many rows they leave; a plan for any value is many times slower for a few of them.
        pool.setConnectionInitSql("set plan_cache_mode = force_custom_plan");
        return new Database(new HikariDataSource(pool), schema);
    }

    /// Makes the schema's tables as this build knows them.
    ///
    /// @throws SQLException when the server does not answer, or the schema is not this build's
    public void migrate() throws SQLException {
        try {
            Flyway.configure()
                    .dataSource(connections)
                    .schemas(schema)
                    .locations(MIGRATIONS)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new SQLException("schema " + schema + " cannot be made: " + e.getMessage(), e);
        }
    }

    /// Returns when the schema is there.
    ///
    /// @param waiting told what it waits for, at every try
    public void awaitUsable(Consumer<String> waiting) throws InterruptedException {
        while (true) {
            try {
                migrate();
                return;
            } catch (SQLException e) {
                LOG.warn("The database cannot be used yet problem={}", e.getMessage());
                waiting.accept("the database: " + e.getMessage());
                Thread.sleep(RETRY);
            }
        }
    }

    /// A connection of the pool, which the caller gives back by closing it.
    public Connection connect() throws SQLException {
        return connections.getConnection();
    }

    /// Does all of the work or nothing of it.
    public <T, E extends Exception> T transaction(Transaction<T, E> work) throws SQLException, E {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.run(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    /// Work that is committed when it returns, and undone when it throws.
    @FunctionalInterface
    public interface Transaction<T, E extends Exception> {
        T run(Connection connection) throws SQLException, E;
    }
}
