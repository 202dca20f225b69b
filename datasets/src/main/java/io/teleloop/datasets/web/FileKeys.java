package io.teleloop.datasets.web;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keys that open the files of one data set for a day to whoever has the address: a browser that saves a file, or
/// a viewer, sends no token. A key is the second of its end and a message authentication code over that and the name
/// of the data set (HMAC-SHA-256, RFC 2104), so none is kept, and every instance with the same secret knows it.
final class FileKeys {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern KEY = Pattern.compile("(\\d{1,12})-[0-9a-f]{64}");

    private final SecretKeySpec secret;
    private final InstantSource clock;

    FileKeys(String secret, InstantSource clock) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    String issue(String dataset) {
        return key(dataset, clock.instant().plus(LIFE).getEpochSecond());
    }

    boolean opens(String key, String dataset) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return false;
        }
        long end = Long.parseLong(parts.group(1));
        byte[] right = key(dataset, end).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(right, key.getBytes(StandardCharsets.UTF_8))
                && clock.instant().isBefore(Instant.ofEpochSecond(end));
    }

    private String key(String dataset, long end) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] code =
                    mac.doFinal(("files of data set " + dataset + " until " + end).getBytes(StandardCharsets.UTF_8));
            return end + "-" + HexFormat.of().formatHex(code);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
