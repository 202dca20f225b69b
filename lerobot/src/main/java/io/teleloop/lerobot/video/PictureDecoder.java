package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/// Turns pictures into FFmpeg's frames.
final class PictureDecoder implements AutoCloseable {
    private final VideoFormat format;
    private final AVCodecContext jpeg;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private @Nullable Picture newest;

    /// @param format whose size pictures have
    PictureDecoder(VideoFormat format) throws VideoException {
        this.format = format;
        AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
        jpeg = avcodec_alloc_context3(codec);
        jpeg.thread_count(1);
        jpeg.flags(jpeg.flags() | AV_CODEC_FLAG_BITEXACT);
        try {
            VideoException.require(avcodec_open2(jpeg, codec, (AVDictionary) null), "no decoder for JPEG");
        } catch (VideoException e) {
            close();
            throw e;
        }
    }

    /// The picture's frame; the decoder owns it, and the next picture overwrites it. What was decoded last is
    /// not decoded again.
    ///
    /// @throws VideoException when the picture is damaged or of another size
    AVFrame decode(Picture picture) throws VideoException {
        if (!picture.equals(newest)) {
            newest = null;
            av_frame_unref(frame);
            switch (picture) {
                case Picture.Jpeg(byte[] bytes) -> decodeJpeg(bytes);
                case Picture.Rgb rgb -> copyPixels(rgb);
            }
            format.requireSize(frame.width(), frame.height());
            newest = picture;
        }
        return frame;
    }

    private void decodeJpeg(byte[] bytes) throws VideoException {
        if (bytes.length == 0) {
            throw new VideoException("a JPEG picture is empty");
        }
        // The decoder reads past the end, where the packet has its padding.
        VideoException.require(av_new_packet(packet, bytes.length), "no memory for a JPEG picture");
        packet.data().put(bytes);
        int sent = avcodec_send_packet(jpeg, packet);
        av_packet_unref(packet);
        VideoException.require(sent, "a JPEG picture of " + bytes.length + " bytes is damaged");
        VideoException.require(
                avcodec_receive_frame(jpeg, frame), "a JPEG picture of " + bytes.length + " bytes is damaged");
    }

    private void copyPixels(Picture.Rgb rgb) throws VideoException {
        frame.width(rgb.width());
        frame.height(rgb.height());
        frame.format(AV_PIX_FMT_RGB24);
        frame.color_range(AVCOL_RANGE_JPEG);
        VideoException.require(av_frame_get_buffer(frame, 0), "no memory for a picture");
        BytePointer pixels = frame.data(0);
        int row = 3 * rgb.width();
        for (int y = 0; y < rgb.height(); y++) {
            pixels.position((long) y * frame.linesize(0)).put(rgb.bytes(), y * row, row);
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(jpeg);
    }
}
