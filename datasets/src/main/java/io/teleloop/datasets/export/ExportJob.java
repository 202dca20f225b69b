package io.teleloop.datasets.export;

import io.teleloop.datasets.DatasetDocument;
import io.teleloop.datasets.DatasetStore.Version;
import io.teleloop.lerobot.video.VideoCodec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An export that was asked for and is not done. One thread writes, any may look.
final class ExportJob {
    /// Where it is on its way.
    enum State {
        QUEUED,
        RUNNING,
        FAILED
    }

    private record Progress(State state, int done, @Nullable String error) {}

    private final DatasetDocument dataset;
    private final VideoCodec codec;
    private volatile Progress progress = new Progress(State.QUEUED, 0, null);

    ExportJob(DatasetDocument dataset, VideoCodec codec) {
        this.dataset = dataset;
        this.codec = codec;
    }

    DatasetDocument dataset() {
        return dataset;
    }

    Version version() {
        return new Version(dataset.name(), dataset.number());
    }

    VideoCodec codec() {
        return codec;
    }

    boolean failed() {
        return progress.state() == State.FAILED;
    }

    /// @param done episodes that are written
    void reached(int done) {
        progress = new Progress(State.RUNNING, done, null);
    }

    void fail(String error) {
        progress = new Progress(State.FAILED, progress.done(), error);
    }

    /// @param bytes in the store
    ExportStatus status(long bytes) {
        Progress now = progress;
        return new ExportStatus(
                dataset.name(),
                dataset.number(),
                codec.label(),
                now.state().name().toLowerCase(Locale.ROOT),
                dataset.episodes().size(),
                now.done(),
                bytes,
                now.error());
    }
}
