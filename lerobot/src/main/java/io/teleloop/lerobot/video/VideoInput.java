package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/// An opened video file and its video stream.
final class VideoInput implements AutoCloseable {
    private final Path path;
    private final AVFormatContext file = new AVFormatContext(null);
    private final int index;

    VideoInput(Path path) throws VideoException {
        this.path = path;
        try {
            VideoException.require(
                    avformat_open_input(file, path.toString(), (AVInputFormat) null, (AVDictionary) null),
                    path + " is no video that can be read");
            VideoException.require(
                    avformat_find_stream_info(file, (PointerPointer<?>) null), path + " is no video that can be read");
            index = VideoException.require(
                    av_find_best_stream(file, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0),
                    path + " has no video stream");
        } catch (VideoException e) {
            close();
            throw e;
        }
    }

    AVStream stream() {
        return file.streams(index);
    }

    AVFormatContext file() {
        return file;
    }

    /// Reads the video stream's next packet.
    ///
    /// @return false at the end
    boolean read(AVPacket packet) throws VideoException {
        while (true) {
            av_packet_unref(packet);
            int read = av_read_frame(file, packet);
            if (read == AVERROR_EOF()) {
                return false;
            }
            VideoException.require(read, path + " is damaged");
            if (packet.stream_index() == index) {
                return true;
            }
        }
    }

    @Override
    public void close() {
        if (!file.isNull()) {
            avformat_close_input(file);
            file.setNull();
        }
    }
}
