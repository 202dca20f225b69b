package io.teleloop.mcap;

/// Range checks for the format's unsigned integers, which Java keeps in wider signed ones.
final class Unsigned {
    private static final int MAX_16 = 0xffff;
    private static final long MAX_32 = 0xffff_ffffL;

    private Unsigned() {}

    static void require16(String name, int value) {
        if (value < 0 || value > MAX_16) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from 0 to " + MAX_16);
        }
    }

    static void require32(String name, long value) {
        if (value < 0 || value > MAX_32) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from 0 to " + MAX_32);
        }
    }
}
