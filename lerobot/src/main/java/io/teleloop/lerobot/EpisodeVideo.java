package io.teleloop.lerobot;

import io.teleloop.lerobot.video.Picture;
import io.teleloop.lerobot.video.VideoDecoder;
import java.io.IOException;

/// A camera's frames of one episode. Asked in ascending order, each is decoded once.
public final class EpisodeVideo implements AutoCloseable {
    private final double from;
    private final VideoDecoder decoder;

    EpisodeVideo(VideoSpan span) throws IOException {
        from = span.from();
        decoder = VideoDecoder.open(span.file());
    }

    /// The frame of the row with this timestamp.
    ///
    /// @param timestamp seconds since the start of the episode
    /// @throws IOException when there is none within 0.1 ms
    public Picture.Rgb at(double timestamp) throws IOException {
        return decoder.at(from + timestamp);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
