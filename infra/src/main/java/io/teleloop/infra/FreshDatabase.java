package io.teleloop.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Runs a program with an empty PostgreSQL database of its own, which is gone afterwards: a measurement's. The program
/// finds it by the settings `database.url` and `database.password` of service `bench`.
public final class FreshDatabase {
    private FreshDatabase() {}

    /// @param command program and arguments; its exit code is this one's
    public static void main(String[] command) throws Exception {
        Path folder = Files.createTempDirectory("teleloop-database-");
        String password = UUID.randomUUID().toString();
        int exitCode;
        try (EmbeddedPostgreSql server = EmbeddedPostgreSql.start(folder, 0, password)) {
            ProcessBuilder program = new ProcessBuilder(command).inheritIO();
            program.environment().put("TELELOOP_BENCH_DATABASE_URL", server.url());
            program.environment().put("TELELOOP_BENCH_DATABASE_PASSWORD", password);
            exitCode = program.start().waitFor();
        } finally {
            EmbeddedPostgreSql.remove(folder);
        }
        System.exit(exitCode);
    }
}
