package io.teleloop.mcap;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// The file being written, with its length and the CRC-32 of the section being written.
final class CountedOutput {
    private final OutputStream out;
    private final CRC32 crc = new CRC32();
    private long position;

    CountedOutput(OutputStream out) {
        this.out = out;
    }

    void write(RecordBuffer records) throws IOException {
        write(records.array(), 0, records.size());
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        crc.update(bytes, from, length);
        position += length;
    }

    long position() {
        return position;
    }

    /// The CRC-32 of everything since the last [#startSection].
    long crc() {
        return crc.getValue();
    }

    /// The CRC-32 of the section if these bytes were written next.
    long crcWith(byte[] bytes, int from, int length) {
        crc.update(bytes, from, length);
        return crc.getValue();
    }

    void startSection() {
        crc.reset();
    }

    void flush() throws IOException {
        out.flush();
    }

    void close() throws IOException {
        out.close();
    }
}
