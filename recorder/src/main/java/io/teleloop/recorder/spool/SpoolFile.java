package io.teleloop.recorder.spool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/// A file whose SHA-256 is known as soon as it is written.
public final class SpoolFile extends OutputStream {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path path;
    private final OutputStream out;
    private final MessageDigest digest;
    private final AtomicLong folderBytes;
    private long size;

    SpoolFile(Path path, AtomicLong folderBytes) throws IOException {
        this.path = path;
        this.folderBytes = folderBytes;
        this.digest = sha256Digest();
        this.out = new BufferedOutputStream(
                Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER_BYTES);
    }

    public Path path() {
        return path;
    }

    public long size() {
        return size;
    }

    /// Of all bytes written; ask once, when the file is whole.
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        size += length;
        folderBytes.addAndGet(length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /// Deletes the file, once it is closed.
    public void delete() throws IOException {
        if (Files.deleteIfExists(path)) {
            folderBytes.addAndGet(-size);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
