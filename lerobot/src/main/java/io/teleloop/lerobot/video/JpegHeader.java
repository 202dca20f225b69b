package io.teleloop.lerobot.video;

/// What a JPEG file says of itself (ITU-T T.81, annex B), read without decoding.
///
/// @param halfColours whether the colours have half the width and half the height (4:2:0)
record JpegHeader(int width, int height, boolean halfColours) {
    private static final int MARKER = 0xff;
    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int FIRST_FRAME = 0xc0;
    private static final int LAST_BASELINE_FRAME = 0xc1;
    private static final int COMPONENTS = 3;
    private static final int TWICE = 0x22;
    private static final int ONCE = 0x11;

    /// @throws VideoException when it is no whole JPEG file of the kind that cameras make
    static JpegHeader of(byte[] bytes) throws VideoException {
        int end = bytes.length;
        if (end < 4 || !isMarker(bytes, 0, START_OF_IMAGE) || !isMarker(bytes, end - 2, END_OF_IMAGE)) {
            throw damaged(bytes);
        }
        int at = 2;
        while (at + 4 <= end && at(bytes, at) == MARKER && at(bytes, at + 1) != START_OF_SCAN) {
            int marker = at(bytes, at + 1);
            if (marker >= FIRST_FRAME && marker <= LAST_BASELINE_FRAME && at + 19 <= end) {
                return frame(bytes, at + 4);
            }
            at += 2 + number(bytes, at + 2);
        }
        throw damaged(bytes);
    }

    /// @param at behind the length: precision, height, width, then for each component number, sampling and table
    private static JpegHeader frame(byte[] bytes, int at) {
        boolean halfColours = at(bytes, at + 5) == COMPONENTS
                && at(bytes, at + 7) == TWICE
                && at(bytes, at + 10) == ONCE
                && at(bytes, at + 13) == ONCE;
        return new JpegHeader(number(bytes, at + 3), number(bytes, at + 1), halfColours);
    }

    private static VideoException damaged(byte[] bytes) {
        return new VideoException("a JPEG picture of " + bytes.length + " bytes is damaged, or no baseline JPEG");
    }

    private static boolean isMarker(byte[] bytes, int at, int marker) {
        return at(bytes, at) == MARKER && at(bytes, at + 1) == marker;
    }

    private static int at(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }

    private static int number(byte[] bytes, int at) {
        return at(bytes, at) << 8 | at(bytes, at + 1);
    }
}
