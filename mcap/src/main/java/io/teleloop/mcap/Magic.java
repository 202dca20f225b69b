package io.teleloop.mcap;

import java.util.Arrays;

/// The eight bytes at both ends of a file.
final class Magic {
    static final int LENGTH = 8;
    private static final byte[] BYTES = {(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'};

    private Magic() {}

    static byte[] bytes() {
        return BYTES.clone();
    }

    static boolean matches(byte[] candidate) {
        return Arrays.equals(BYTES, candidate);
    }
}
