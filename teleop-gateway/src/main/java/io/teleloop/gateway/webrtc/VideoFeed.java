package io.teleloop.gateway.webrtc;

import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import io.teleloop.contract.wire.TimecodeStrip;
import io.teleloop.webrtc.VideoOutput;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One camera's pictures on their way to the operators. The newest picture wins: one that is still waiting when the
/// next comes is skipped. Pictures are decoded on the feed's own thread, and only while somebody looks. Thread-safe.
public final class VideoFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VideoFeed.class);

    private static final int MAX_JPEG_BYTES = 4 * 1024 * 1024;
    private static final byte NEUTRAL_CHROMA = (byte) 128;
    private static final double BITS_PER_PIXEL = 0.25;
    private static final int MIN_BITRATE = 800_000;

    private record Picture(byte[] jpeg, long captureTimeNs) {}

    private final String name;
    private final int width;
    private final int height;
    private final int bitrate;
    private final Consumer<VideoFeed> onClose;
    private final List<VideoOutput> viewers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong shown = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();

    /// The newest picture; kept when it was shown, so that a new viewer sees something at once.
    private @Nullable Picture newest;

    private boolean fresh;
    private boolean closed;

    VideoFeed(String name, int width, int height, double fps, int maxBitrate, Consumer<VideoFeed> onClose) {
        if (height < 2 || height % 2 != 0 || fps <= 0) {
            throw new IllegalArgumentException("camera '" + name + "' has height " + height + " and " + fps
                    + " pictures a second; use an even height and a positive rate");
        }
        this.name = name;
        this.width = width;
        this.height = height;
        this.onClose = onClose;
        TimecodeStrip.encode(width, 0); // Refuses a width that cannot hold the time code.
        bitrate =
                (int) Math.clamp(BITS_PER_PIXEL * width * height * fps, Math.min(MIN_BITRATE, maxBitrate), maxBitrate);
        Thread.ofPlatform().daemon().name("video-" + name).start(this::run);
    }

    /// Hands over a picture; returns at once.
    ///
    /// @param jpeg must not be changed afterwards
    /// @param captureTimeNs gateway clock
    public void offer(byte[] jpeg, long captureTimeNs) {
        if (jpeg.length > MAX_JPEG_BYTES) {
            reportMalformed("picture has " + jpeg.length + " bytes; the limit is " + MAX_JPEG_BYTES);
            return;
        }
        lock.lock();
        try {
            if (fresh && !viewers.isEmpty()) {
                skipped.incrementAndGet();
            }
            newest = new Picture(jpeg, captureTimeNs);
            fresh = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// How many operators see this camera now.
    public int viewers() {
        return viewers.size();
    }

    /// Pictures that were handed to the encoders.
    public long shown() {
        return shown.get();
    }

    /// Pictures that were replaced by a newer one before their turn came.
    public long skipped() {
        return skipped.get();
    }

    /// Pictures that could not be decoded.
    public long malformed() {
        return malformed.get();
    }

    public String name() {
        return name;
    }

    VideoOutput newOutput() {
        return new VideoOutput(name, bitrate);
    }

    void addViewer(VideoOutput viewer) {
        lock.lock();
        try {
            viewers.add(viewer);
            fresh = newest != null;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void removeViewer(VideoOutput viewer) {
        viewers.remove(viewer);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
    }

    private void run() {
        try (JpegDecoder decoder = new JpegDecoder(width, height)) {
            Picture picture = next();
            while (picture != null) {
                try {
                    show(decoder.decode(picture.jpeg()), picture.captureTimeNs());
                } catch (MalformedPictureException e) {
                    reportMalformed(String.valueOf(e.getMessage()));
                } catch (RuntimeException | Error e) {
                    // webrtc-java reports some failures as java.lang.Error; one picture is not worth the feed.
                    LOG.atError().addKeyValue("camera", name).setCause(e).log("A picture could not be shown");
                }
                picture = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for a picture and for somebody who looks; null when the feed closes.
    private @Nullable Picture next() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && !(fresh && !viewers.isEmpty())) {
                changed.await();
            }
            fresh = false;
            return closed ? null : newest;
        } finally {
            lock.unlock();
        }
    }

    private void show(JpegDecoder.Planes planes, long captureTimeNs) {
        int chromaWidth = width / 2;
        int chromaHeight = height / 2;
        NativeI420Buffer buffer = NativeI420Buffer.allocate(width, height + TimecodeStrip.ROWS);
        VideoFrame frame = new VideoFrame(buffer, captureTimeNs);
        try {
            copy(planes.y(), buffer.getDataY(), buffer.getStrideY(), width, height);
            copy(planes.u(), buffer.getDataU(), buffer.getStrideU(), chromaWidth, chromaHeight);
            copy(planes.v(), buffer.getDataV(), buffer.getStrideV(), chromaWidth, chromaHeight);
            byte[] strip = TimecodeStrip.encode(width, captureTimeNs);
            for (int row = height; row < height + TimecodeStrip.ROWS; row++) {
                buffer.getDataY().put(row * buffer.getStrideY(), strip, 0, width);
            }
            byte[] neutral = new byte[chromaWidth];
            Arrays.fill(neutral, NEUTRAL_CHROMA);
            for (int row = chromaHeight; row < chromaHeight + TimecodeStrip.ROWS / 2; row++) {
                buffer.getDataU().put(row * buffer.getStrideU(), neutral, 0, chromaWidth);
                buffer.getDataV().put(row * buffer.getStrideV(), neutral, 0, chromaWidth);
            }
            for (VideoOutput viewer : viewers) {
                viewer.push(frame);
            }
            shown.incrementAndGet();
        } finally {
            frame.release();
        }
    }

    private static void copy(byte[] plane, ByteBuffer to, int stride, int width, int height) {
        for (int row = 0; row < height; row++) {
            to.put(row * stride, plane, row * width, width);
        }
    }

    private void reportMalformed(String reason) {
        long count = malformed.incrementAndGet();
        // Powers of two: the first one is told at once, a stream of them does not fill the log.
        if (Long.bitCount(count) == 1) {
            LOG.atWarn()
                    .addKeyValue("camera", name)
                    .addKeyValue("count", count)
                    .addKeyValue("reason", reason)
                    .log("A camera picture was not shown");
        }
    }
}
