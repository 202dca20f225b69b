package io.teleloop.lerobot.video;

import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Writes one camera's video of one episode on a thread of its own, so that cameras share the processor's cores. The
/// pictures of a camera stay in their order on one thread: the same ones give the same bytes.
public final class CameraThread implements AutoCloseable {
    /// Pictures that wait; whoever adds another waits then too.
    private static final int WAITING = 8;

    private final CameraTrack track;
    private final ExecutorService thread;
    private final Semaphore room = new Semaphore(WAITING);
    private volatile @Nullable VideoException problem;
    private volatile boolean closed;

    private CameraThread(CameraTrack track, String name) {
        this.track = track;
        thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /// Creates the file, or overwrites it.
    public static CameraThread open(Path file, VideoFormat format) throws VideoException {
        return new CameraThread(CameraTrack.open(file, format), "video " + file.getFileName());
    }

    /// Appends a frame, soon.
    ///
    /// @throws VideoException when this picture, or one before, is damaged or of another size, or the disk is full
    public void add(Picture picture) throws VideoException, InterruptedIOException {
        throwProblem();
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while a video was written");
        }
        thread.execute(() -> write(picture));
    }

    private void write(Picture picture) {
        try {
            if (problem == null && !closed) {
                track.add(picture);
            }
        } catch (VideoException e) {
            problem = e;
        } finally {
            room.release();
        }
    }

    /// Ends the file, which cannot be played before.
    ///
    /// @throws VideoException when a picture was damaged or of another size, or the disk is full
    public PixelHistogram finish() throws VideoException, InterruptedIOException {
        try {
            return thread.submit(() -> {
                        throwProblem();
                        return track.finish();
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while a video was written");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VideoException found) {
                throw found;
            }
            throw new IllegalStateException("a video cannot be ended", e.getCause());
        }
    }

    private void throwProblem() throws VideoException {
        VideoException found = problem;
        if (found != null) {
            throw found;
        }
    }

    /// Without [#finish] the file is no video.
    @Override
    public void close() {
        closed = true;
        thread.close();
        track.close();
    }
}
