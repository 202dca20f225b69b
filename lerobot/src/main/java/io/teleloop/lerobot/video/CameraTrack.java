package io.teleloop.lerobot.video;

import java.nio.file.Path;

/// One camera's video of one episode while it is written, with the statistics of its colours. In memory is one
/// frame.
final class CameraTrack implements AutoCloseable {
    /// Of every so many pictures one is looked at for the statistics, and made smaller for it.
    private static final int SAMPLED = 5;

    private static final int LARGEST_SAMPLE = 160;

    private final PixelHistogram colours = new PixelHistogram();
    private final PictureDecoder pictures;
    private final Scaler toSample;
    private final FrameWriter video;
    private long frames;

    private CameraTrack(PictureDecoder pictures, Scaler toSample, FrameWriter video) {
        this.pictures = pictures;
        this.toSample = toSample;
        this.video = video;
    }

    /// Creates the file, or overwrites it.
    static CameraTrack open(Path file, VideoFormat format) throws VideoException {
        int shrink = Math.max(1, Math.max(format.width(), format.height()) / LARGEST_SAMPLE);
        return new CameraTrack(
                new PictureDecoder(format),
                Scaler.toRgb(format.width() / shrink, format.height() / shrink),
                switch (format.codec()) {
                    case H264 -> new VideoEncoder(file, format);
                    case MJPEG -> new JpegCopy(file, format);
                });
    }

    /// Appends a frame.
    ///
    /// @param picture which may be the one before once more
    /// @throws VideoException when the picture is damaged or of another size, or the disk is full
    void add(Picture picture) throws VideoException {
        try {
            if (frames % SAMPLED == 0) {
                colours.add(toSample.scale(pictures.decode(picture)));
            }
            video.add(picture, pictures);
        } catch (VideoException e) {
            throw new VideoException("picture " + frames + ": " + e.getMessage());
        }
        frames++;
    }

    /// Ends the file, which cannot be played before.
    PixelHistogram finish() throws VideoException {
        video.finish();
        return colours;
    }

    @Override
    public void close() {
        video.close();
        toSample.close();
        pictures.close();
    }
}
