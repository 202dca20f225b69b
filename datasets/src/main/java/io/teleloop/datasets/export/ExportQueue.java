package io.teleloop.datasets.export;

import io.teleloop.archive.Archive;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.datasets.DatasetDocument;
import io.teleloop.datasets.DatasetStore;
import io.teleloop.datasets.DatasetStore.Version;
import io.teleloop.lerobot.video.VideoCodec;
import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exports into the store, one after the other: encoding takes the whole machine, and a version has one place.
///
/// What was asked for has a folder in the work folder until it is done. So an export that was killed, or failed,
/// goes on at the next start, and asking again for one that is on its way, or done, changes nothing.
public final class ExportQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportQueue.class);
    private static final int MOST_WAITING = 16;
    private static final long PATIENCE_SECONDS = 30;
    private static final Pattern FOLDER = Pattern.compile("([a-z0-9-]+)@(\\d{1,9})@(h264|mjpeg)");

    private final ObjectStore store;
    private final ExportedFiles files;
    private final Path work;
    private final Map<Version, ExportJob> jobs = new HashMap<>();
    private final ThreadPoolExecutor thread;

    private ExportQueue(ObjectStore store, Path work) {
        this.store = store;
        this.work = work;
        files = new ExportedFiles(store);
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name("export").factory());
    }

    /// Goes on with what was not done.
    ///
    /// @param work a local folder that is kept from a kill to the next start
    public static ExportQueue start(ObjectStore store, Path work) throws IOException {
        Files.createDirectories(work);
        ExportQueue queue = new ExportQueue(store, work);
        DatasetStore datasets = new DatasetStore(store);
        try (Stream<Path> begun = Files.list(work)) {
            for (Path folder : begun.sorted().limit(MOST_WAITING).toList()) {
                Matcher name = FOLDER.matcher(folder.getFileName().toString());
                if (name.matches()) {
                    Optional<DatasetDocument> dataset =
                            datasets.version(name.group(1), Integer.parseInt(name.group(2)));
                    if (dataset.isPresent()) {
                        queue.submit(new ExportJob(dataset.get(), VideoCodec.of(name.group(3))));
                    }
                }
            }
        }
        return queue;
    }

    /// Begins an export, unless it is on its way or done.
    ///
    /// @throws ExportRefusedException when the version has another export already, or too many wait
    public ExportStatus start(DatasetDocument dataset, VideoCodec codec) throws IOException, ExportRefusedException {
        Version version = new Version(dataset.name(), dataset.number());
        Optional<ExportStatus> exported = exported(dataset);
        ExportStatus status = exported.isPresent() ? exported.get() : enqueue(version, dataset, codec);
        if (!status.id().equals(codec.label())) {
            throw new ExportRefusedException(
                    "version " + version.number() + " of '" + version.name() + "' has an export with " + status.id()
                            + " videos already, in the place of this one",
                    false);
        }
        return status;
    }

    /// The version's export, if there is one.
    public Optional<ExportStatus> find(DatasetDocument dataset) throws IOException {
        ExportJob job = job(new Version(dataset.name(), dataset.number()));
        Optional<ExportStatus> exported = exported(dataset);
        return exported.isPresent() || job == null ? exported : Optional.of(job.status(files.bytes(job.version())));
    }

    private synchronized @Nullable ExportJob job(Version version) {
        return jobs.get(version);
    }

    /// As the store has it, whoever put it there.
    private Optional<ExportStatus> exported(DatasetDocument dataset) throws IOException {
        Version version = new Version(dataset.name(), dataset.number());
        if (!files.complete(version)) {
            return Optional.empty();
        }
        String codec = files.codec(version).orElse(VideoCodec.H264.label());
        return Optional.of(ExportStatus.done(version, codec, dataset.episodes().size(), files.bytes(version)));
    }

    private synchronized ExportStatus enqueue(Version version, DatasetDocument dataset, VideoCodec codec)
            throws IOException, ExportRefusedException {
        ExportJob job = jobs.get(version);
        if (job == null || job.failed()) {
            if (thread.getQueue().remainingCapacity() == 0) {
                throw new ExportRefusedException(
                        MOST_WAITING + " exports wait already; ask again when one is done", true);
            }
            job = new ExportJob(dataset, codec);
            Files.createDirectories(folder(job));
            submit(job);
        }
        return job.status(0);
    }

    private synchronized void submit(ExportJob job) {
        thread.execute(() -> run(job));
        jobs.put(job.version(), job);
    }

    private synchronized void forget(ExportJob job) {
        jobs.remove(job.version());
    }

    private Path folder(ExportJob job) {
        return work.resolve(job.version().name() + "@" + job.version().number() + "@"
                + job.codec().label());
    }

    private void run(ExportJob job) {
        Version version = job.version();
        LOG.info("Export begins dataset={} version={}", version.name(), version.number());
        try {
            job.reached(0);
            StoreSink sink = new StoreSink(store, ObjectKeys.datasetFiles(version.name(), version.number()));
            new DatasetExport(new Archive(store)).write(job.dataset(), sink, job.codec(), folder(job), job::reached);
            forget(job);
            LOG.info("Export ends dataset={} version={}", version.name(), version.number());
        } catch (IOException | RuntimeException e) {
            job.fail(String.valueOf(e.getMessage()));
            LOG.warn("Export fails dataset={} version={} problem={}", version.name(), version.number(), e.getMessage());
        }
    }

    /// Breaks off what runs; the next start goes on with it.
    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Export does not stop and ends with the process waited_s={}", PATIENCE_SECONDS);
        }
    }
}
