package io.teleloop.lerobot.video;

/// Size and rate of a video.
///
/// @param width in pixels, even: yuv420p halves it
/// @param height in pixels, even
/// @param fps frames a second
public record VideoFormat(int width, int height, int fps) {
    /// What is written: H.264 with a key frame every second frame, so that any frame is decoded from at most
    /// two.
    public static final String CODEC = "h264";

    public static final String PIXEL_FORMAT = "yuv420p";
    public static final int KEY_FRAME_INTERVAL = 2;

    public VideoFormat {
        if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(
                    "a video needs an even width and height, and has " + width + " x " + height);
        }
        if (fps < 1) {
            throw new IllegalArgumentException("a video needs a positive frame rate, and has " + fps);
        }
    }
}
