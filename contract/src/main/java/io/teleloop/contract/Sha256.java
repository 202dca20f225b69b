package io.teleloop.contract;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of bytes.
public final class Sha256 {
    public static final int BYTES = 32;

    private Sha256() {}

    public static byte[] of(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.duplicate());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// As lower case hexadecimal digits.
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(of(ByteBuffer.wrap(bytes)));
    }
}
