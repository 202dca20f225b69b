package io.teleloop.lerobot.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A picture or a video that cannot be decoded or encoded. The message says which and why.
public final class VideoException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_REASON = 256;

    static {
        // What FFmpeg finds wrong is an exception here, and no line on standard error.
        av_log_set_level(AV_LOG_FATAL);
    }

    VideoException(String problem) {
        super(problem);
    }

    /// Passes a result of FFmpeg through.
    ///
    /// @throws VideoException when it is an error, which is negative
    static int require(int result, String what) throws VideoException {
        if (result < 0) {
            byte[] reason = new byte[LONGEST_REASON];
            av_strerror(result, reason, reason.length);
            int length = 0;
            while (reason[length] != 0) {
                length++;
            }
            throw new VideoException(what + ": " + new String(reason, 0, length, StandardCharsets.UTF_8));
        }
        return result;
    }
}
