package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/// Writes frames of yuv420p as H.264 in MP4: frame k at exactly k / fps, in this order, of constant quality. On
/// one thread and without any stamp of version or date, so that the same frames give the same bytes.
final class VideoEncoder implements AutoCloseable {
    private static final String H264 = "libopenh264";

    private final Path path;
    private final AVFormatContext file = new AVFormatContext(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVCodecContext encoder;
    private final AVRational frameTime;
    private AVStream stream = new AVStream(null);
    private long frames;

    VideoEncoder(Path path, VideoFormat format) throws VideoException {
        this.path = path;
        AVCodec codec = avcodec_find_encoder_by_name(H264);
        encoder = avcodec_alloc_context3(codec);
        frameTime = new AVRational().num(1).den(format.fps());
        try {
            openEncoder(codec, format);
            openFile();
        } catch (VideoException e) {
            close();
            throw e;
        }
    }

    private void openEncoder(AVCodec codec, VideoFormat format) throws VideoException {
        encoder.width(format.width());
        encoder.height(format.height());
        encoder.pix_fmt(AV_PIX_FMT_YUV420P);
        encoder.time_base(frameTime);
        encoder.framerate(new AVRational().num(format.fps()).den(1));
        encoder.gop_size(VideoFormat.KEY_FRAME_INTERVAL);
        encoder.max_b_frames(0);
        encoder.thread_count(1);
        encoder.color_range(AVCOL_RANGE_MPEG);
        encoder.colorspace(AVCOL_SPC_SMPTE170M);
        encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
        av_opt_set(encoder.priv_data(), "rc_mode", "off", 0);
        VideoException.require(avcodec_open2(encoder, codec, (AVDictionary) null), H264 + " refuses " + format);
    }

    private void openFile() throws VideoException {
        VideoException.require(avformat_alloc_output_context2(file, null, "mp4", path.toString()), "no writer for MP4");
        file.flags(file.flags() | AVFMT_FLAG_BITEXACT);
        stream = avformat_new_stream(file, null);
        stream.time_base(frameTime);
        stream.avg_frame_rate(encoder.framerate());
        VideoException.require(
                avcodec_parameters_from_context(stream.codecpar(), encoder), path + " cannot be described");
        AVIOContext io = new AVIOContext(null);
        VideoException.require(avio_open(io, path.toString(), AVIO_FLAG_WRITE), path + " cannot be written");
        file.pb(io);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "movflags", "faststart", 0); // the index first: players start before the end is there
        int header = avformat_write_header(file, options);
        av_dict_free(options);
        VideoException.require(header, path + " cannot be begun");
    }

    void add(AVFrame frame) throws VideoException {
        frame.pts(frames);
        VideoException.require(
                avcodec_send_frame(encoder, frame), "frame " + frames + " of " + path + " cannot be encoded");
        frames++;
        writePackets();
    }

    /// Ends the file, which cannot be played before.
    ///
    /// @return how many frames it has
    long finish() throws VideoException {
        VideoException.require(avcodec_send_frame(encoder, null), path + " cannot be ended");
        writePackets();
        VideoException.require(av_write_trailer(file), path + " cannot be ended");
        return frames;
    }

    private void writePackets() throws VideoException {
        while (true) {
            int received = avcodec_receive_packet(encoder, packet);
            if (received == AVERROR_EAGAIN() || received == AVERROR_EOF()) {
                return;
            }
            VideoException.require(received, path + " cannot be encoded");
            packet.stream_index(stream.index());
            packet.duration(1);
            av_packet_rescale_ts(packet, frameTime, stream.time_base());
            VideoException.require(av_interleaved_write_frame(file, packet), path + " cannot be written");
        }
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(encoder);
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
