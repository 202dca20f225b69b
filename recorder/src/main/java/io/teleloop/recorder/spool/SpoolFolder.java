package io.teleloop.recorder.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of episodes that are being written. It belongs to one recorder at a time.
public final class SpoolFolder implements AutoCloseable {
    private static final String SUFFIX = ".mcap";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong files = new AtomicLong();

    private SpoolFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Opens the folder and deletes what an earlier life left there: it is written anew from the log.
    ///
    /// @throws IOException when the folder cannot be used or another recorder uses it
    public static SpoolFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isFree(lock)) {
                throw new IOException("another recorder uses the spool folder " + folder + "; give each one its own");
            }
            deleteStale(folder);
            return new SpoolFolder(folder, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /// @param name of the episode; the file gets a number too, so that the same episode can be begun anew
    public SpoolFile create(String name) throws IOException {
        return new SpoolFile(folder.resolve(name + "." + files.incrementAndGet() + SUFFIX), bytes);
    }

    /// Bytes of all files together.
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void deleteStale(Path folder) throws IOException {
        List<Path> stale;
        try (Stream<Path> found = Files.list(folder)) {
            stale = found.filter(SpoolFolder::isSpoolFile).toList();
        }
        for (Path file : stale) {
            Files.delete(file);
        }
    }

    private static boolean isSpoolFile(Path file) {
        @Nullable Path name = file.getFileName();
        return name != null && name.toString().endsWith(SUFFIX);
    }
}
