package io.teleloop.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgreSqlTest {
    private static final String PASSWORD = "it's a secret";

    @Test
    void whatWasCommittedShouldSurviveAKillThatLeavesTheServerBehind(@TempDir Path dir) throws Exception {
        Path data = dir.resolve("postgres");
        int port = killedAfterCommit(data);

        try (EmbeddedPostgreSql server = EmbeddedPostgreSql.start(data, port, PASSWORD);
                Connection connection = connect(server, PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select value from kept")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("kept");
        }
    }

    @Test
    void wrongPasswordShouldBeRefusedAndAHalfMadeFolderMadeAnew(@TempDir Path dir) throws IOException {
        Path data = Files.createDirectory(dir.resolve("postgres"));
        Files.writeString(data.resolve("postgresql.conf"), "left by a kill");

        try (EmbeddedPostgreSql server = EmbeddedPostgreSql.start(data, 0, PASSWORD)) {
            assertThatThrownBy(() -> connect(server, "another").close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    /// @return the port on which the server that was left behind still listens
    private static int killedAfterCommit(Path data) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mortal.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String port = output.lines()
                    .filter(line -> line.startsWith(Mortal.LISTENS))
                    .findFirst()
                    .orElseThrow()
                    .substring(Mortal.LISTENS.length());
            return Integer.parseInt(port);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// Starts a server, commits a row, says so and waits to be killed.
    static final class Mortal {
        static final String LISTENS = "listens on ";

        private Mortal() {}

        public static void main(String[] args) throws Exception {
            EmbeddedPostgreSql server = EmbeddedPostgreSql.start(Path.of(args[0]), 0, PASSWORD);
            try (Connection connection = connect(server, PASSWORD);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept (value text)");
                statement.execute("insert into kept values ('kept')");
            }
            System.out.println(LISTENS + server.port());
            new CountDownLatch(1).await();
        }
    }

    private static Connection connect(EmbeddedPostgreSql server, String password) throws SQLException {
        return DriverManager.getConnection(server.url(), EmbeddedPostgreSql.DATABASE, password);
    }
}
