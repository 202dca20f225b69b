package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/// Encodes frames as H.264 of constant quality, on one thread, so that the same frames give the same bytes.
final class VideoEncoder implements FrameWriter {
    private static final String H264 = "libopenh264";

    private final Path path;
    private final Scaler scaler;
    private final AVPacket packet = av_packet_alloc();
    private final AVCodecContext encoder;
    private final Mp4File file;
    private @Nullable Picture newest;
    private long frames;

    VideoEncoder(Path path, VideoFormat format) throws VideoException {
        this.path = path;
        scaler = Scaler.toYuv(format.width(), format.height());
        AVCodec codec = avcodec_find_encoder_by_name(H264);
        encoder = avcodec_alloc_context3(codec);
        try {
            open(codec, format);
            file = new Mp4File(
                    path,
                    format.fps(),
                    parameters -> VideoException.require(
                            avcodec_parameters_from_context(parameters, encoder), path + " cannot be described"));
        } catch (VideoException e) {
            release();
            throw e;
        }
    }

    private void open(AVCodec codec, VideoFormat format) throws VideoException {
        encoder.width(format.width());
        encoder.height(format.height());
        encoder.pix_fmt(AV_PIX_FMT_YUV420P);
        encoder.time_base(new AVRational().num(1).den(format.fps()));
        encoder.framerate(new AVRational().num(format.fps()).den(1));
        encoder.gop_size(format.codec().keyFrameInterval());
        encoder.max_b_frames(0);
        encoder.thread_count(1);
        encoder.color_range(AVCOL_RANGE_MPEG);
        encoder.colorspace(AVCOL_SPC_SMPTE170M);
        encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
        av_opt_set(encoder.priv_data(), "rc_mode", "off", 0);
        // Smoothing the edges of blocks costs a fifth of the time, and at this quality takes away more than it gives.
        av_opt_set(encoder.priv_data(), "loopfilter", "0", 0);
        VideoException.require(avcodec_open2(encoder, codec, (AVDictionary) null), H264 + " refuses " + format);
    }

    @Override
    public void add(Picture picture, PictureDecoder decoder) throws VideoException {
        AVFrame frame = picture.equals(newest) ? scaler.newest() : scaler.scale(decoder.decode(picture));
        newest = picture;
        frame.pts(frames);
        VideoException.require(
                avcodec_send_frame(encoder, frame), "frame " + frames + " of " + path + " cannot be encoded");
        frames++;
        writePackets();
    }

    @Override
    public void finish() throws VideoException {
        VideoException.require(avcodec_send_frame(encoder, null), path + " cannot be ended");
        writePackets();
        file.finish();
    }

    private void writePackets() throws VideoException {
        while (true) {
            int received = avcodec_receive_packet(encoder, packet);
            if (received == AVERROR_EAGAIN() || received == AVERROR_EOF()) {
                return;
            }
            VideoException.require(received, path + " cannot be encoded");
            file.write(packet);
        }
    }

    private void release() {
        av_packet_free(packet);
        avcodec_free_context(encoder);
        scaler.close();
    }

    @Override
    public void close() {
        file.close();
        release();
    }
}
