package io.teleloop.gateway.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One file of the spool. Each frame is, big endian:
///
/// ```
/// 0 u32 length of the payload
/// 4 u32 CRC-32C of the payload
/// 8 payload
/// ```
///
/// A crash can leave a torn frame at the end: it is cut off when the file is opened, with whatever follows it.
final class SpoolSegment implements AutoCloseable {
    static final int HEADER = 8;
    private static final int LARGEST_PAYLOAD = 16 << 20;

    private final Path file;
    private final FileChannel channel;
    private final long cutOffBytes;
    private long size;
    private long frames;
    private long readPosition;
    private long framesRead;
    private long released;

    private SpoolSegment(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        Optional<byte[]> payload = frameAt(size);
        while (payload.isPresent()) {
            size += HEADER + payload.get().length;
            frames++;
            payload = frameAt(size);
        }
        cutOffBytes = channel.size() - size;
        channel.truncate(size);
    }

    static SpoolSegment open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new SpoolSegment(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Empty where the file ends, or the frame is torn or damaged.
    private Optional<byte[]> frameAt(long position) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(header, position)) {
            return Optional.empty();
        }
        int length = header.getInt(0);
        if (length < 0 || length > LARGEST_PAYLOAD || length > channel.size() - position - HEADER) {
            return Optional.empty();
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (!fill(payload, position + HEADER) || checksum(payload.array()) != header.getInt(4)) {
            return Optional.empty();
        }
        return Optional.of(payload.array());
    }

    private boolean fill(ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }

    /// A frame that could not be written whole is not there.
    void append(byte[] payload) throws IOException {
        if (payload.length > LARGEST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a record of " + payload.length + " bytes is larger than the spool's " + LARGEST_PAYLOAD);
        }
        ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
        frame.putInt(payload.length).putInt(checksum(payload)).put(payload).flip();
        try {
            while (frame.hasRemaining()) {
                channel.write(frame, size + frame.position());
            }
        } catch (IOException e) {
            channel.truncate(size);
            throw e;
        }
        size += HEADER + payload.length;
        frames++;
    }

    /// The next frame's payload; empty when all were read.
    Optional<byte[]> read() throws IOException {
        if (framesRead == frames) {
            return Optional.empty();
        }
        byte[] payload = frameAt(readPosition)
                .orElseThrow(() -> new IOException("spool file " + file + " was damaged while it was in use"));
        readPosition += HEADER + payload.length;
        framesRead++;
        return Optional.of(payload);
    }

    /// Reading begins anew after the frames that were released.
    void rewind() throws IOException {
        readPosition = 0;
        framesRead = 0;
        while (framesRead < released) {
            read();
        }
    }

    /// The oldest frame that was not released yet need not be kept.
    void releaseOldest() {
        released++;
    }

    boolean isReleased() {
        return released == frames;
    }

    long size() {
        return size;
    }

    long frames() {
        return frames;
    }

    /// What was torn or damaged when the file was opened.
    long cutOffBytes() {
        return cutOffBytes;
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
