package io.teleloop.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The folder that holds all data of one stack, locked against a second stack.
public final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /// @throws IOException when it cannot be made or another stack uses it
    public static DataFolder open(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        FileChannel channel =
                FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException("another stack uses the data folder " + absolute
                    + "; stop it or choose another folder with --data");
        }
        return new DataFolder(absolute, channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by a stack in this JVM.
            return false;
        }
    }

    public Path root() {
        return root;
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /// Where a service keeps what it has not handed on yet.
    public Path spool(String service) {
        return root.resolve("spool").resolve(service);
    }

    /// Where the object store keeps a bucket's objects as plain files.
    public Path bucket(String bucket) {
        return root.resolve("s3").resolve(bucket);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
