package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/// An MP4 file with one video stream: frame k at exactly k / fps, in this order, without any stamp of version or date.
final class Mp4File implements AutoCloseable {
    private final Path path;
    private final AVRational frameTime;
    private final AVFormatContext file = new AVFormatContext(null);
    private AVStream stream = new AVStream(null);

    /// Says what the packets are.
    @FunctionalInterface
    interface Description {
        void to(AVCodecParameters parameters) throws VideoException;
    }

    Mp4File(Path path, int fps, Description description) throws VideoException {
        this.path = path;
        frameTime = new AVRational().num(1).den(fps);
        try (AVRational rate = new AVRational().num(fps).den(1)) {
            VideoException.require(
                    avformat_alloc_output_context2(file, null, "mp4", path.toString()), "no writer for MP4");
            file.flags(file.flags() | AVFMT_FLAG_BITEXACT);
            stream = avformat_new_stream(file, null);
            stream.time_base(frameTime);
            stream.avg_frame_rate(rate);
            description.to(stream.codecpar());
            AVIOContext io = new AVIOContext(null);
            VideoException.require(avio_open(io, path.toString(), AVIO_FLAG_WRITE), path + " cannot be written");
            file.pb(io);
            AVDictionary options = new AVDictionary(null);
            av_dict_set(options, "movflags", "faststart", 0); // the index first: players start before the end is there
            int header = avformat_write_header(file, options);
            av_dict_free(options);
            VideoException.require(header, path + " cannot be begun");
        } catch (VideoException e) {
            close();
            throw e;
        }
    }

    /// @param packet with its times in frames; it is unreferenced
    void write(AVPacket packet) throws VideoException {
        packet.stream_index(stream.index());
        packet.duration(1);
        av_packet_rescale_ts(packet, frameTime, stream.time_base());
        VideoException.require(av_interleaved_write_frame(file, packet), path + " cannot be written");
    }

    /// Ends the file, which cannot be played before.
    void finish() throws VideoException {
        VideoException.require(av_write_trailer(file), path + " cannot be ended");
    }

    @Override
    public void close() {
        if (!file.isNull()) {
            if (file.pb() != null && !file.pb().isNull()) {
                avio_closep(file.pb());
            }
            avformat_free_context(file);
            file.setNull();
        }
        frameTime.close();
    }
}
