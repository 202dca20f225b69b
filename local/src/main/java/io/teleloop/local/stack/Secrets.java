package io.teleloop.local.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/// The keys of this machine's stack, made once. The folder and its files are readable by their owner only.
///
/// @param operatorCode opens the Drive page
/// @param operatorTokens the gateway's file of operators: lines `name token`
/// @param robotTokens the gateway's file of robots: lines `name token`
public record Secrets(
        String operatorCode,
        Path operatorTokens,
        String robotToken,
        Path robotTokens,
        String s3AccessKey,
        String s3SecretKey,
        String databasePassword) {
    private static final int BYTES = 24;

    /// Reads the keys, making those that are missing.
    ///
    /// @param operator name of the one operator
    /// @param robots names of the robots that may connect, the stack's own first; each has its token in a file of
    ///     its own too, for `./teleloop robot --token-file`
    public static Secrets loadOrCreate(Path folder, String operator, List<String> robots) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path operators = folder.resolve("operators");
        readOrCreate(operators, operator + " " + random());
        Path robotTokens = folder.resolve("robots");
        StringJoiner lines = new StringJoiner("\n");
        for (String robot : robots) {
            lines.add(robot + " " + readOrCreate(robotTokenFile(folder, robot), random()));
        }
        readOrCreate(robotTokens, lines.toString());
        return new Secrets(
                tokenOf(operators, operator),
                operators,
                tokenOf(robotTokens, robots.getFirst()),
                robotTokens,
                readOrCreate(folder.resolve("s3-access-key"), random()),
                readOrCreate(folder.resolve("s3-secret-key"), random()),
                readOrCreate(folder.resolve("database-password"), random()));
    }

    /// Where one robot's token lies.
    public static Path robotTokenFile(Path folder, String robot) {
        return folder.resolve("robot-" + robot);
    }

    private static String tokenOf(Path file, String name) throws IOException {
        return Files.readString(file)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "token file " + file + " has no line '" + name + " TOKEN'; add one, or move the file away"));
    }

    private static String readOrCreate(Path file, String fresh) throws IOException {
        if (!Files.exists(file)) {
            try (SeekableByteChannel channel = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(ByteBuffer.wrap((fresh + "\n").getBytes(StandardCharsets.UTF_8)));
            }
        }
        return Files.readString(file).strip();
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "secrets beside " + operatorTokens;
    }
}
