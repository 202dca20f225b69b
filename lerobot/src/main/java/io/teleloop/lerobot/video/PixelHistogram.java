package io.teleloop.lerobot.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/// How often each value of each colour occurred in pictures: all that their statistics need, whatever their
/// number.
public final class PixelHistogram {
    public static final int CHANNELS = 3;
    public static final int VALUES = 256;

    private final long[][] counts = new long[CHANNELS][VALUES];
    private long pictures;

    void add(AVFrame rgb) {
        pictures++;
        byte[] row = new byte[CHANNELS * rgb.width()];
        BytePointer pixels = rgb.data(0);
        for (int y = 0; y < rgb.height(); y++) {
            pixels.position((long) y * rgb.linesize(0)).get(row);
            for (int i = 0; i < row.length; i++) {
                counts[i % CHANNELS][Byte.toUnsignedInt(row[i])]++;
            }
        }
    }

    /// How many pictures were looked at.
    public long pictures() {
        return pictures;
    }

    /// How many pixels had this value.
    ///
    /// @param channel 0 red, 1 green, 2 blue
    /// @param value 0 to 255
    public long count(int channel, int value) {
        return counts[channel][value];
    }
}
