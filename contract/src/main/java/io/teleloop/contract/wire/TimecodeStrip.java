package io.teleloop.contract.wire;

import java.util.Arrays;
import java.util.OptionalLong;

/// The time code below each video frame: 40 equal blocks of black or white luma, of which `1 0` mark the start, 32 are
/// the capture time in 0.1 ms modulo 2^32 and 6 a checksum. It survives lossy coding, so a page can measure the whole
/// way from the camera to the glass.
public final class TimecodeStrip {
    /// Rows that the strip adds below the picture.
    public static final int ROWS = 16;

    private static final int BLOCKS = 40;
    private static final byte BLACK = 16;
    private static final byte WHITE = (byte) 235;
    private static final int MIDDLE = 128;
    private static final long TICK_NS = 100_000;

    private TimecodeStrip() {}

    /// One row of luma that shows the time.
    ///
    /// @param width of the picture, at least 80 and a multiple of 40
    /// @param captureTimeNs gateway clock
    public static byte[] encode(int width, long captureTimeNs) {
        requireWidth(width);
        long time = Math.floorDiv(captureTimeNs, TICK_NS) & 0xffff_ffffL;
        long bits = (0b10L << 38) | (time << 6) | checksum(time);
        int block = width / BLOCKS;
        byte[] row = new byte[width];
        for (int i = 0; i < BLOCKS; i++) {
            byte luma = (bits >>> (BLOCKS - 1 - i) & 1) == 1 ? WHITE : BLACK;
            Arrays.fill(row, i * block, (i + 1) * block, luma);
        }
        return row;
    }

    /// The age of a decoded row's time code; empty when the row does not hold a whole one.
    ///
    /// @param row luma of the middle of the strip
    /// @param nowNs gateway clock; the time code wraps after five days
    public static OptionalLong ageNs(byte[] row, long nowNs) {
        requireWidth(row.length);
        int block = row.length / BLOCKS;
        long bits = 0;
        for (int i = 0; i < BLOCKS; i++) {
            int luma = Byte.toUnsignedInt(row[i * block + block / 2]);
            bits = bits << 1 | (luma > MIDDLE ? 1 : 0);
        }
        long time = bits >>> 6 & 0xffff_ffffL;
        if (bits >>> 38 != 0b10 || (bits & 63) != checksum(time)) {
            return OptionalLong.empty();
        }
        long now = Math.floorDiv(nowNs, TICK_NS);
        return OptionalLong.of((int) (now - time) * TICK_NS);
    }

    private static long checksum(long time) {
        int sum = 0;
        for (int i = 0; i < 32; i++) {
            if ((time >>> i & 1) == 1) {
                sum += i + 1;
            }
        }
        return sum & 63;
    }

    private static void requireWidth(int width) {
        if (width < 2 * BLOCKS || width % BLOCKS != 0) {
            throw new IllegalArgumentException(
                    "picture width " + width + " cannot hold the time code; use a multiple of 40 from 80 up");
        }
    }
}
