package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/// Writes JPEG pictures as they are, as Motion JPEG.
final class JpegCopy implements FrameWriter {
    private final VideoFormat format;
    private final Mp4File file;
    private final AVPacket packet = av_packet_alloc();
    private long frames;

    JpegCopy(Path path, VideoFormat format) throws VideoException {
        this.format = format;
        file = new Mp4File(path, format.fps(), parameters -> parameters
                .codec_type(AVMEDIA_TYPE_VIDEO)
                .codec_id(AV_CODEC_ID_MJPEG)
                .width(format.width())
                .height(format.height())
                .format(AV_PIX_FMT_YUVJ420P));
    }

    @Override
    public void add(Picture picture, PictureDecoder decoder) throws VideoException {
        if (!(picture instanceof Picture.Jpeg(byte[] bytes))) {
            throw new VideoException("it is no JPEG, so it cannot be copied as it is; write the videos as h264");
        }
        JpegHeader header = JpegHeader.of(bytes);
        format.requireSize(header.width(), header.height());
        if (!header.halfColours()) {
            throw new VideoException("its colours are not of half the size (4:2:0), as those of a copied JPEG must be;"
                    + " write the videos as h264");
        }
        VideoException.require(av_new_packet(packet, bytes.length), "no memory for a JPEG picture");
        packet.data().put(bytes);
        packet.pts(frames);
        packet.dts(frames);
        packet.flags(packet.flags() | AV_PKT_FLAG_KEY);
        file.write(packet);
        frames++;
    }

    @Override
    public void finish() throws VideoException {
        file.finish();
    }

    @Override
    public void close() {
        file.close();
        av_packet_free(packet);
    }
}
