package io.teleloop.lerobot.video;

/// How a data set's videos are compressed.
public enum VideoCodec {
    /// H.264 with a key frame every second frame, so that any frame is decoded from at most two. Browsers play it.
    H264("h264", "yuv420p", 2),
    /// The cameras' JPEG pictures as they are: nothing is lost and nothing is encoded, so it is fast, and every
    /// frame stands for itself. Only the pictures that the statistics are of are decoded. FFmpeg, and with it
    /// LeRobot, decodes it; browsers do not play it.
    MJPEG("mjpeg", "yuvj420p", 1);

    private final String label;
    private final String pixelFormat;
    private final int keyFrameInterval;

    VideoCodec(String label, String pixelFormat, int keyFrameInterval) {
        this.label = label;
        this.pixelFormat = pixelFormat;
        this.keyFrameInterval = keyFrameInterval;
    }

    /// @throws IllegalArgumentException when there is none of this name
    public static VideoCodec of(String label) {
        for (VideoCodec codec : values()) {
            if (codec.label.equals(label)) {
                return codec;
            }
        }
        throw new IllegalArgumentException("videos are h264 or mjpeg, not '" + label + "'");
    }

    /// FFmpeg's name.
    public String label() {
        return label;
    }

    /// FFmpeg's name of its pixel format.
    public String pixelFormat() {
        return pixelFormat;
    }

    /// Frames from one key frame to the next.
    public int keyFrameInterval() {
        return keyFrameInterval;
    }
}
