package io.teleloop.mcap;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Bytes that can be read from any place: a file, memory, an object in a store.
public interface McapSource extends Closeable {
    /// All bytes of the source.
    long size() throws IOException;

    /// Exactly this many bytes from this offset.
    ///
    /// @throws IOException when they cannot all be read
    ByteBuffer read(long offset, int length) throws IOException;

    /// A file.
    static McapSource of(Path path) throws IOException {
        return of(FileChannel.open(path, StandardOpenOption.READ));
    }

    /// An open file, which the source closes.
    static McapSource of(FileChannel file) {
        return new McapSource() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public ByteBuffer read(long offset, int length) throws IOException {
                ByteBuffer bytes = ByteBuffer.allocate(length);
                while (bytes.hasRemaining()) {
                    if (file.read(bytes, offset + bytes.position()) < 0) {
                        throw new EOFException("the file ends at byte " + (offset + bytes.position()) + " and "
                                + bytes.remaining() + " more bytes were asked for; it became shorter while being read");
                    }
                }
                return bytes.flip();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    /// A file in memory.
    static McapSource of(ByteBuffer memory) {
        ByteBuffer bytes = memory.asReadOnlyBuffer().slice();
        return new McapSource() {
            @Override
            public long size() {
                return bytes.limit();
            }

            @Override
            public ByteBuffer read(long offset, int length) {
                return bytes.slice(Math.toIntExact(offset), length);
            }

            @Override
            public void close() {}
        };
    }
}
