package io.teleloop.local.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The Node programs in src/test/browser. Each prints one line of JSON.
final class BrowserScripts {
    private static final Duration INSTALL_PATIENCE = Duration.ofMinutes(3);
    private static final Duration RUN_PATIENCE = Duration.ofMinutes(8);

    private final Path folder;
    private final Path scratch;

    private BrowserScripts(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    /// Installs the packages of the scripts where that has not been done since they changed.
    ///
    /// @param scratch for what the programs print
    static BrowserScripts install(Path folder, Path scratch) throws IOException, InterruptedException {
        BrowserScripts scripts = new BrowserScripts(folder, scratch);
        Path lock = folder.resolve("package-lock.json");
        Path installed = folder.resolve("node_modules/.package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
            scripts.execute(INSTALL_PATIENCE, List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
        }
        return scripts;
    }

    /// @return what the script printed
    /// @throws IOException when it fails; the message holds what it printed
    JsonNode run(String script, Object... arguments) throws IOException, InterruptedException {
        // Node can hang at its exit, its work done, while a thread of its own still compiles WebAssembly.
        List<String> command = new ArrayList<>(List.of("node", "--single-threaded", script));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ObjectMapper().readTree(execute(RUN_PATIENCE, command));
    }

    private String execute(Duration patience, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(scratch, "script", ".out");
        Path errors = Files.createTempFile(scratch, "script", ".err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(command + " took longer than " + patience + ": " + Files.readString(errors));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + " failed with " + process.exitValue() + ": " + Files.readString(errors));
        }
        return Files.readString(output);
    }
}
