package io.teleloop.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The real trainer in a process of its own, and what it logged.
final class TrainerProcess implements AutoCloseable {
    private static final Pattern UPDATE = Pattern.compile(" updates update=(\\d+) (.*)");

    private final Process process;
    private final Path log;

    /// @param losses and counts of one update, as they were logged
    record Update(long number, String losses) {}

    private TrainerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// @param log file for its output
    static TrainerProcess start(Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dlog4j2.configurationFile=log4j2-updates.xml",
                        "--add-modules=jdk.incubator.vector",
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File(log.toString())));
        builder.environment().putAll(environment);
        // Not as an argument: ONNX Runtime 1.29 crashes in a process whose command line is longer than 4 KiB.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new TrainerProcess(builder.start(), log);
    }

    /// The updates that were made so far. The last line may be cut off by a kill: it is left out.
    List<Update> updates() throws IOException {
        List<Update> updates = new ArrayList<>();
        String text = Files.readString(log, StandardCharsets.UTF_8);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            Matcher update = UPDATE.matcher(line);
            if (update.find()) {
                updates.add(new Update(Long.parseLong(update.group(1)), update.group(2)));
            }
        }
        return updates;
    }

    boolean logged(String text) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8).contains(text);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Stops all its threads where they are.
    void sleep() throws IOException, InterruptedException {
        signal("STOP");
    }

    /// Lets them go on.
    void wake() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -" + name + " ended with code " + code);
        }
    }

    /// Returns after that time; fails when it ends by itself before.
    void livesFor(int millis) throws InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS))
                .as("the trainer ends before it is killed; its log is %s", log)
                .isFalse();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks it to stop and waits until it has.
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
