package io.teleloop.lerobot.video;

/// Size, rate and compression of a video.
///
/// @param width in pixels, even: yuv420p halves it
/// @param height in pixels, even
/// @param fps frames a second
public record VideoFormat(int width, int height, int fps, VideoCodec codec) {
    public VideoFormat {
        if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(
                    "a video needs an even width and height, and has " + width + " x " + height);
        }
        if (fps < 1) {
            throw new IllegalArgumentException("a video needs a positive frame rate, and has " + fps);
        }
    }

    /// @throws VideoException when a picture has another size
    void requireSize(int ofWidth, int ofHeight) throws VideoException {
        if (ofWidth != width || ofHeight != height) {
            throw new VideoException("it has " + ofWidth + " x " + ofHeight + " pixels, and the feature declares "
                    + width + " x " + height);
        }
    }
}
