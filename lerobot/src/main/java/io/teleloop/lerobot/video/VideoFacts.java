package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/// What a video file says of itself, read from its index and packets without decoding.
///
/// @param codec FFmpeg's name, such as `h264` or `av1`
/// @param pixelFormat FFmpeg's name, such as `yuv420p`
/// @param times when each frame is shown, in seconds, ascending
/// @param reordered whether frames are stored in another order than they are shown in: there are B-frames
public record VideoFacts(String codec, String pixelFormat, int width, int height, double[] times, boolean reordered) {
    private static final int FIRST_GUESS = 256;

    /// @throws VideoException when it is no video that can be read
    public static VideoFacts of(Path path) throws VideoException {
        AVPacket packet = av_packet_alloc();
        try (VideoInput input = new VideoInput(path)) {
            AVCodecParameters parameters = input.stream().codecpar();
            AVRational unit = input.stream().time_base();
            double[] times = new double[FIRST_GUESS];
            int count = 0;
            boolean reordered = parameters.video_delay() > 0;
            while (input.read(packet)) {
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                }
                times[count] = (double) packet.pts() * unit.num() / unit.den();
                reordered |= packet.pts() != packet.dts() || (count > 0 && times[count] < times[count - 1]);
                count++;
            }
            double[] ascending = Arrays.copyOf(times, count);
            Arrays.sort(ascending);
            BytePointer pixelFormat = av_get_pix_fmt_name(parameters.format());
            return new VideoFacts(
                    avcodec_get_name(parameters.codec_id()).getString(),
                    pixelFormat == null ? "unknown" : pixelFormat.getString(),
                    parameters.width(),
                    parameters.height(),
                    ascending,
                    reordered);
        } finally {
            av_packet_free(packet);
        }
    }
}
