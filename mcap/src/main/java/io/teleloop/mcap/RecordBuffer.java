package io.teleloop.mcap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// A growing array of records in the format's serialization: little-endian, length-prefixed.
final class RecordBuffer {
    /// Bytes of a record's opcode and length.
    static final int PREFIX = 9;

    private static final int INITIAL = 256;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[INITIAL];
    private int size;

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /// Takes back everything written after the buffer had this size.
    void truncate(int newSize) {
        size = newSize;
    }

    /// Starts a record; its length is filled in by [#end].
    ///
    /// @return where it starts
    int begin(int opcode) {
        int start = size;
        u8(opcode);
        u64(0);
        return start;
    }

    void end(int start) {
        LONG.set(bytes, start + 1, (long) size - start - PREFIX);
    }

    void u8(int value) {
        int at = grow(1);
        bytes[at] = (byte) value;
    }

    void u16(int value) {
        int at = grow(Short.BYTES);
        SHORT.set(bytes, at, (short) value);
    }

    void u32(long value) {
        int at = grow(Integer.BYTES);
        INT.set(bytes, at, (int) value);
    }

    void u64(long value) {
        int at = grow(Long.BYTES);
        LONG.set(bytes, at, value);
    }

    void raw(ByteBuffer data) {
        int length = data.remaining();
        int at = grow(length);
        data.get(data.position(), bytes, at, length);
    }

    void raw(RecordBuffer other) {
        int at = grow(other.size);
        System.arraycopy(other.bytes, 0, bytes, at, other.size);
    }

    void string(String value) {
        ByteBuffer utf8;
        try {
            // The strict encoder: String.getBytes would silently write '?' for a lone surrogate.
            utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "a string with a lone surrogate has no UTF-8 form; repair it before writing: " + value, e);
        }
        u32(utf8.remaining());
        raw(utf8);
    }

    void strings(Map<String, String> map) {
        int start = size;
        u32(0);
        map.forEach((key, value) -> {
            string(key);
            string(value);
        });
        patchLength(start);
    }

    void counts(Map<Integer, Long> map) {
        int start = size;
        u32(0);
        map.forEach((key, value) -> {
            u16(key);
            u64(value);
        });
        patchLength(start);
    }

    /// Fills in the u32 byte length at this place for everything written after it.
    void patchLength(int start) {
        INT.set(bytes, start, size - start - Integer.BYTES);
    }

    private int grow(int more) {
        int at = size;
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            // Half as much again, not double: chunks are large, and their buffer is kept.
            int roomy = (int) Math.min(Integer.MAX_VALUE - 8L, needed + (long) needed / 2);
            bytes = Arrays.copyOf(bytes, Math.max(needed, roomy));
        }
        size = needed;
        return at;
    }
}
