package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.jspecify.annotations.Nullable;

/// Converts frames to one size and pixel format, with the colours of ITU-R BT.601: full range in JPEG and RGB,
/// limited range in videos.
final class Scaler implements AutoCloseable {
    /// The same bytes on every processor.
    private static final int REPRODUCIBLE = SWS_ACCURATE_RND | SWS_BITEXACT;

    private final AVFrame target;
    private @Nullable SwsContext context;
    private int width;
    private int height;
    private int format;
    private int range;

    private Scaler(AVFrame target) {
        this.target = target;
    }

    static Scaler toYuv(int width, int height) throws VideoException {
        return to(width, height, AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG);
    }

    static Scaler toRgb(int width, int height) throws VideoException {
        return to(width, height, AV_PIX_FMT_RGB24, AVCOL_RANGE_JPEG);
    }

    private static Scaler to(int width, int height, int format, int range) throws VideoException {
        AVFrame target = av_frame_alloc();
        target.width(width);
        target.height(height);
        target.format(format);
        target.color_range(range);
        Scaler scaler = new Scaler(target);
        try {
            VideoException.require(
                    av_frame_get_buffer(target, 0), "no memory for a picture of " + width + " x " + height);
            return scaler;
        } catch (VideoException e) {
            scaler.close();
            throw e;
        }
    }

    /// The converted frame; the scaler owns it, and the next call overwrites it.
    AVFrame scale(AVFrame source) throws VideoException {
        SwsContext conversion = conversionOf(source);
        VideoException.require(av_frame_make_writable(target), "no memory for a converted picture");
        VideoException.require(
                sws_scale(
                        conversion,
                        source.data(),
                        source.linesize(),
                        0,
                        source.height(),
                        target.data(),
                        target.linesize()),
                "a picture cannot be converted");
        return target;
    }

    /// The frame that was converted last.
    AVFrame newest() {
        return target;
    }

    private SwsContext conversionOf(AVFrame source) throws VideoException {
        boolean known = source.width() == width
                && source.height() == height
                && source.format() == format
                && source.color_range() == range;
        if (known && context != null) {
            return context;
        }
        if (context != null) {
            sws_freeContext(context);
            context = null;
        }
        width = source.width();
        height = source.height();
        format = source.format();
        range = source.color_range();
        boolean full = format != withoutRange(format) || format == AV_PIX_FMT_RGB24 || range == AVCOL_RANGE_JPEG;
        SwsContext made = sws_alloc_context();
        made.src_w(width).src_h(height).src_format(withoutRange(format)).src_range(full ? 1 : 0);
        made.dst_w(target.width()).dst_h(target.height()).dst_format(target.format());
        made.dst_range(target.color_range() == AVCOL_RANGE_JPEG ? 1 : 0);
        made.flags(SWS_POINT | REPRODUCIBLE);
        context = made;
        VideoException.require(
                sws_init_context(made, null, null),
                "pictures of " + width + " x " + height + " in pixel format " + format + " cannot be converted to "
                        + target.width() + " x " + target.height());
        return made;
    }

    /// FFmpeg's pixel formats of JPEG say the range again, in a way that it deprecates.
    private static int withoutRange(int format) {
        return switch (format) {
            case AV_PIX_FMT_YUVJ420P -> AV_PIX_FMT_YUV420P;
            case AV_PIX_FMT_YUVJ422P -> AV_PIX_FMT_YUV422P;
            case AV_PIX_FMT_YUVJ444P -> AV_PIX_FMT_YUV444P;
            default -> format;
        };
    }

    @Override
    public void close() {
        if (context != null) {
            sws_freeContext(context);
            context = null;
        }
        av_frame_free(target);
    }
}
