package io.teleloop.gateway.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records that wait for Kafka, in order, in files of a bounded size. What was appended outlives the process (not a
/// loss of power: files are forced to disk when they are closed). Each record is handed out again until it was
/// released, also after a restart. Not thread-safe.
final class DiskSpool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpool.class);
    private static final String SUFFIX = ".spool";

    private final Path folder;
    private final long segmentBytes;
    /// Oldest first; the last one is written to.
    private final ArrayDeque<SpoolSegment> segments = new ArrayDeque<>();
    private long nextNumber;

    private DiskSpool(Path folder, long segmentBytes) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
    }

    /// Opens the folder with what an earlier run left there.
    ///
    /// @param segmentBytes a new file begins when the last one is larger
    static DiskSpool open(Path folder, long segmentBytes) throws IOException {
        Files.createDirectories(folder);
        DiskSpool spool = new DiskSpool(folder, segmentBytes);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            for (Path file : found) {
                spool.adopt(file);
            }
        } catch (IOException e) {
            spool.close();
            throw e;
        }
        return spool;
    }

    private void adopt(Path file) throws IOException {
        String name = file.getFileName().toString();
        nextNumber = Long.parseLong(name.substring(0, name.length() - SUFFIX.length())) + 1;
        SpoolSegment segment = SpoolSegment.open(file);
        if (segment.cutOffBytes() > 0) {
            LOG.warn("Spool file had a torn end file={} bytes={}", file.getFileName(), segment.cutOffBytes());
        }
        if (segment.frames() == 0) {
            segment.delete();
        } else {
            segments.addLast(segment);
        }
    }

    void append(Outgoing entry) throws IOException {
        if (segments.isEmpty() || segments.getLast().size() >= segmentBytes) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%016d%s", nextNumber, SUFFIX));
            segments.addLast(SpoolSegment.open(file));
            nextNumber++;
        }
        segments.getLast().append(entry.encode());
    }

    /// The next record in order; empty when all were read.
    Optional<Outgoing> read() throws IOException {
        for (SpoolSegment segment : segments) {
            Optional<byte[]> payload = segment.read();
            if (payload.isPresent()) {
                return payload.map(Outgoing::decode);
            }
        }
        return Optional.empty();
    }

    /// Reading begins anew at the oldest record that was not released.
    void rewind() throws IOException {
        for (SpoolSegment segment : segments) {
            segment.rewind();
        }
    }

    /// The oldest record that was read has arrived: it is never handed out again in this run.
    void releaseOldest() throws IOException {
        SpoolSegment oldest = segments.getFirst();
        oldest.releaseOldest();
        if (oldest.isReleased()) {
            segments.removeFirst();
            oldest.delete();
        }
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /// Bytes on disk.
    long bytes() {
        return segments.stream().mapToLong(SpoolSegment::size).sum();
    }

    @Override
    public void close() throws IOException {
        for (SpoolSegment segment : segments) {
            segment.close();
        }
        segments.clear();
    }
}
