package io.teleloop.lerobot.video;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// One camera's video of one episode while it is written, with the statistics of its colours. In memory is one
/// frame.
public final class CameraTrack implements AutoCloseable {
    /// Of every so many pictures one is looked at for the statistics, and made smaller for it.
    private static final int SAMPLED = 5;

    private static final int LARGEST_SAMPLE = 160;

    private final VideoFormat format;
    private final PixelHistogram colours = new PixelHistogram();
    private final PictureDecoder pictures;
    private final Scaler toVideo;
    private final Scaler toSample;
    private final VideoEncoder video;
    private long frames;

    private CameraTrack(
            VideoFormat format, PictureDecoder pictures, Scaler toVideo, Scaler toSample, VideoEncoder video) {
        this.format = format;
        this.pictures = pictures;
        this.toVideo = toVideo;
        this.toSample = toSample;
        this.video = video;
    }

    /// Creates the file, or overwrites it.
    public static CameraTrack open(Path file, VideoFormat format) throws VideoException {
        int shrink = Math.max(1, Math.max(format.width(), format.height()) / LARGEST_SAMPLE);
        return new CameraTrack(
                format,
                new PictureDecoder(),
                Scaler.toYuv(format.width(), format.height()),
                Scaler.toRgb(format.width() / shrink, format.height() / shrink),
                new VideoEncoder(file, format));
    }

    /// Appends a frame.
    ///
    /// @throws VideoException when the picture is damaged or of another size, or the disk is full
    public void add(Picture picture) throws VideoException {
        AVFrame frame = pictures.decode(picture);
        if (frame.width() != format.width() || frame.height() != format.height()) {
            throw new VideoException("picture " + frames + " has " + frame.width() + " x " + frame.height()
                    + " pixels, and the feature declares " + format.width() + " x " + format.height());
        }
        if (frames % SAMPLED == 0) {
            colours.add(toSample.scale(frame));
        }
        video.add(toVideo.scale(frame));
        frames++;
    }

    /// Ends the file, which cannot be played before.
    public PixelHistogram finish() throws VideoException {
        video.finish();
        return colours;
    }

    @Override
    public void close() {
        video.close();
        toSample.close();
        toVideo.close();
        pictures.close();
    }
}
