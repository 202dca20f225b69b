package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/// Reads frames of a video by their time. Asked in ascending order, it decodes each frame once. In memory is one
/// frame.
public final class VideoDecoder implements AutoCloseable {
    /// How far a frame may be from the time that was asked for, in seconds.
    public static final double TOLERANCE = 1e-4;

    /// Up to this far ahead it decodes its way instead of seeking.
    private static final double NEAR = 1;

    private final Path path;
    private final VideoInput input;
    private final AVRational unit;
    private final AVCodecContext decoder;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private @Nullable Scaler toRgb;
    private double time = Double.NaN;

    private VideoDecoder(Path path, VideoInput input) {
        this.path = path;
        this.input = input;
        unit = input.stream().time_base();
        decoder = avcodec_alloc_context3(null);
    }

    /// @throws VideoException when it is no video that can be read
    public static VideoDecoder open(Path path) throws VideoException {
        VideoDecoder decoder = new VideoDecoder(path, new VideoInput(path));
        try {
            decoder.openDecoder();
            return decoder;
        } catch (VideoException e) {
            decoder.close();
            throw e;
        }
    }

    private void openDecoder() throws VideoException {
        AVCodec codec = avcodec_find_decoder(input.stream().codecpar().codec_id());
        if (codec == null || codec.isNull()) {
            throw new VideoException(path + " is encoded in a way that there is no decoder for");
        }
        VideoException.require(
                avcodec_parameters_to_context(decoder, input.stream().codecpar()), path + " cannot be decoded");
        decoder.thread_count(1);
        VideoException.require(avcodec_open2(decoder, codec, (AVDictionary) null), path + " cannot be decoded");
    }

    /// The frame at this time.
    ///
    /// @param seconds since the start of the file
    /// @throws VideoException when no frame is within the tolerance of it, or the file is damaged
    public Picture.Rgb at(double seconds) throws VideoException {
        boolean ahead = seconds >= time - TOLERANCE && seconds <= time + NEAR;
        if (!ahead) {
            long target = Math.round((seconds - TOLERANCE) * unit.den() / unit.num());
            VideoException.require(
                    av_seek_frame(input.file(), input.stream().index(), Math.max(0, target), AVSEEK_FLAG_BACKWARD),
                    path + " cannot be searched for " + seconds + " s");
            avcodec_flush_buffers(decoder);
            time = Double.NaN;
        }
        while (Double.isNaN(time) || time < seconds - TOLERANCE) {
            if (!decodeNext()) {
                throw new VideoException(path + " has no frame at " + seconds + " s, it ends at " + time + " s");
            }
        }
        if (time > seconds + TOLERANCE) {
            throw new VideoException(
                    path + " has no frame at " + seconds + " s, the nearest after it is at " + time + " s");
        }
        return pixels();
    }

    private boolean decodeNext() throws VideoException {
        while (true) {
            int received = avcodec_receive_frame(decoder, frame);
            if (received == 0) {
                time = (double) frame.best_effort_timestamp() * unit.num() / unit.den();
                return true;
            }
            if (received == AVERROR_EOF()) {
                return false;
            }
            if (received != AVERROR_EAGAIN()) {
                VideoException.require(received, path + " is damaged");
            }
            int sent = input.read(packet) ? avcodec_send_packet(decoder, packet) : avcodec_send_packet(decoder, null);
            VideoException.require(sent, path + " is damaged");
        }
    }

    private Picture.Rgb pixels() throws VideoException {
        if (toRgb == null) {
            toRgb = Scaler.toRgb(frame.width(), frame.height());
        }
        AVFrame rgb = toRgb.scale(frame);
        int row = 3 * rgb.width();
        byte[] bytes = new byte[row * rgb.height()];
        BytePointer pixels = rgb.data(0);
        for (int y = 0; y < rgb.height(); y++) {
            pixels.position((long) y * rgb.linesize(0)).get(bytes, y * row, row);
        }
        return new Picture.Rgb(rgb.width(), rgb.height(), bytes);
    }

    @Override
    public void close() {
        if (toRgb != null) {
            toRgb.close();
        }
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(decoder);
        input.close();
    }
}
