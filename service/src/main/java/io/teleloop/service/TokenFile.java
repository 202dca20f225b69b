package io.teleloop.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Who holds which token, from a file with one `name token` a line; `#` begins a comment. A name may stand twice, so
/// that a token can be replaced while the old one still works. Only hashes of the tokens are kept.
public final class TokenFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int SHORTEST_TOKEN = 16;
    private static final int LIVE_TOKENS = 2;

    private final Map<String, List<byte[]>> hashes;

    private TokenFile(Map<String, List<byte[]>> hashes) {
        this.hashes = hashes;
    }

    /// @throws ConfigurationException when the file cannot be read or a line is not as it should be
    public static TokenFile read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "cannot read the token file " + file + "; write one 'name token' on each line", e);
        }
        Map<String, List<byte[]>> hashes = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(hashes, line, file + " line " + (i + 1));
            }
        }
        if (hashes.isEmpty()) {
            throw new ConfigurationException("token file " + file + " is empty; write one 'name token' on each line");
        }
        return new TokenFile(hashes);
    }

    private static void add(Map<String, List<byte[]>> hashes, String line, String where) {
        List<String> words = List.of(line.split("\\s+"));
        if (words.size() != 2 || !NAME.matcher(words.getFirst()).matches()) {
            throw new ConfigurationException(
                    where + " is not 'name token'; a name has letters, digits, '.', '_' and '-', at most 64");
        }
        if (words.getLast().length() < SHORTEST_TOKEN) {
            throw new ConfigurationException(where + ": the token of " + words.getFirst() + " is shorter than "
                    + SHORTEST_TOKEN + " characters; use a random one");
        }
        List<byte[]> tokens = hashes.computeIfAbsent(words.getFirst(), name -> new ArrayList<>());
        if (tokens.size() == LIVE_TOKENS) {
            throw new ConfigurationException(
                    where + ": " + words.getFirst() + " has more than " + LIVE_TOKENS + " tokens; take the oldest out");
        }
        tokens.add(hash(words.getLast()));
    }

    /// Everybody who has a token, in the order of the file.
    public Set<String> names() {
        return hashes.keySet();
    }

    /// Whose token it is. Takes the same time whether the token is nearly right or all wrong.
    public Optional<String> owner(String token) {
        byte[] hash = hash(token);
        String owner = null;
        for (Map.Entry<String, List<byte[]>> entry : hashes.entrySet()) {
            for (byte[] candidate : entry.getValue()) {
                if (MessageDigest.isEqual(candidate, hash)) {
                    owner = entry.getKey();
                }
            }
        }
        return Optional.ofNullable(owner);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "tokens of " + hashes.keySet();
    }
}
