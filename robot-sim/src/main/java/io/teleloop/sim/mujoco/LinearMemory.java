package io.teleloop.sim.mujoco;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// WebAssembly memory of fixed capacity over one byte array.
///
/// The array is never replaced, so an address inside it stays valid for the life of the instance and the compiled
/// code reads it without indirection. The JVM's own array bounds check catches stray accesses. The module is
/// single-threaded:
/// atomic operations are plain ones.
///
/// Public only because the compiled MuJoCo, which lies in a package of its own, uses the static members.
public final class LinearMemory implements Memory {
    // Used by the compiled code, by these names.
    public static final VarHandle SHORT = view(short[].class);
    public static final VarHandle INT = view(int[].class);
    public static final VarHandle LONG = view(long[].class);
    public static final VarHandle FLOAT = view(float[].class);
    public static final VarHandle DOUBLE = view(double[].class);
    private static final int PAGE_BITS = 16;
    private static final byte[] ZEROS = new byte[1 << PAGE_BITS];

    private final byte[] bytes;
    private final int initialPages;
    private int pages;
    private DataSegment[] segments = {};

    /// @param capacity largest size it can grow to (bytes), allocated at once
    LinearMemory(int capacity, MemoryLimits limits) {
        bytes = new byte[capacity];
        initialPages = limits.initialPages();
        pages = initialPages;
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }

    /// The memory's content, never replaced; for the compiled code.
    public static byte[] bytes(Memory memory) {
        return ((LinearMemory) memory).bytes;
    }

    // Called by the compiled code, with the names and signatures of Chicory's generated helper class.

    public static byte memoryReadByte(int address, int offset, Memory memory) {
        return ((LinearMemory) memory).bytes[address + offset];
    }

    public static short memoryReadShort(int address, int offset, Memory memory) {
        return (short) SHORT.get(((LinearMemory) memory).bytes, address + offset);
    }

    public static int memoryReadInt(int address, int offset, Memory memory) {
        return (int) INT.get(((LinearMemory) memory).bytes, address + offset);
    }

    public static long memoryReadLong(int address, int offset, Memory memory) {
        return (long) LONG.get(((LinearMemory) memory).bytes, address + offset);
    }

    public static float memoryReadFloat(int address, int offset, Memory memory) {
        return (float) FLOAT.get(((LinearMemory) memory).bytes, address + offset);
    }

    public static double memoryReadDouble(int address, int offset, Memory memory) {
        return (double) DOUBLE.get(((LinearMemory) memory).bytes, address + offset);
    }

    public static void memoryWriteByte(int address, byte value, int offset, Memory memory) {
        ((LinearMemory) memory).bytes[address + offset] = value;
    }

    public static void memoryWriteShort(int address, short value, int offset, Memory memory) {
        SHORT.set(((LinearMemory) memory).bytes, address + offset, value);
    }

    public static void memoryWriteInt(int address, int value, int offset, Memory memory) {
        INT.set(((LinearMemory) memory).bytes, address + offset, value);
    }

    public static void memoryWriteLong(int address, long value, int offset, Memory memory) {
        LONG.set(((LinearMemory) memory).bytes, address + offset, value);
    }

    public static void memoryWriteFloat(int address, float value, int offset, Memory memory) {
        FLOAT.set(((LinearMemory) memory).bytes, address + offset, value);
    }

    public static void memoryWriteDouble(int address, double value, int offset, Memory memory) {
        DOUBLE.set(((LinearMemory) memory).bytes, address + offset, value);
    }

    // Chicory's Memory

    @Override
    public int pages() {
        return pages;
    }

    @Override
    public int initialPages() {
        return initialPages;
    }

    @Override
    public int maximumPages() {
        return bytes.length >>> PAGE_BITS;
    }

    int capacity() {
        return bytes.length;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public int grow(int size) {
        if (size < 0 || pages + (long) size > maximumPages()) {
            return -1;
        }
        int before = pages;
        pages += size;
        return before;
    }

    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments) {
        initialize(instance, dataSegments, 0);
    }

    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments, int memoryIndex) {
        segments = dataSegments == null ? new DataSegment[0] : dataSegments;
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active) {
                int offset = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                write(offset, active.data());
            }
        }
    }

    @Override
    public void initPassiveSegment(int segment, int destination, int offset, int size) {
        write(destination, segments[segment].data(), offset, size);
    }

    @Override
    public void write(int address, byte[] data, int offset, int size) {
        System.arraycopy(data, offset, bytes, address, size);
    }

    @Override
    public byte read(int address) {
        return bytes[address];
    }

    @Override
    public byte[] readBytes(int address, int length) {
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    @Override
    public void writeI32(int address, int value) {
        INT.set(bytes, address, value);
    }

    @Override
    public int readInt(int address) {
        return (int) INT.get(bytes, address);
    }

    @Override
    public void writeLong(int address, long value) {
        LONG.set(bytes, address, value);
    }

    @Override
    public long readLong(int address) {
        return (long) LONG.get(bytes, address);
    }

    @Override
    public void writeShort(int address, short value) {
        SHORT.set(bytes, address, value);
    }

    @Override
    public short readShort(int address) {
        return (short) SHORT.get(bytes, address);
    }

    @Override
    public long readU16(int address) {
        return readShort(address) & 0xffff;
    }

    @Override
    public void writeByte(int address, byte value) {
        bytes[address] = value;
    }

    @Override
    public void writeF32(int address, float value) {
        FLOAT.set(bytes, address, value);
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public float readFloat(int address) {
        return (float) FLOAT.get(bytes, address);
    }

    @Override
    public void writeF64(int address, double value) {
        DOUBLE.set(bytes, address, value);
    }

    @Override
    public double readDouble(int address) {
        return (double) DOUBLE.get(bytes, address);
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public void zero() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public void fill(byte value, int from, int to) {
        if (value != 0) {
            Arrays.fill(bytes, from, to, value);
            return;
        }
        // HotSpot's quick compiler fills byte by byte, and the engine clears much in every step.
        for (int at = from; at < to; at += ZEROS.length) {
            System.arraycopy(ZEROS, 0, bytes, at, Math.min(ZEROS.length, to - at));
        }
    }

    @Override
    public void copy(int destination, int source, int size) {
        System.arraycopy(bytes, source, bytes, destination, size);
    }

    @Override
    public void drop(int segment) {
        // Segments stay in memory: dropping only frees space.
    }

    @Override
    @SuppressWarnings("removal") // still abstract in the interface
    public Object lock(int address) {
        return this;
    }

    @Override
    @SuppressWarnings("removal") // still abstract in the interface
    public int waitOn(int address, int expected, long timeout) {
        throw unsupported();
    }

    @Override
    @SuppressWarnings("removal") // still abstract in the interface
    public int waitOn(int address, long expected, long timeout) {
        throw unsupported();
    }

    @Override
    @SuppressWarnings("removal") // still abstract in the interface
    public int notify(int address, int maxThreads) {
        return 0;
    }

    @Override
    public void atomicFence() {
        // One thread: nothing to order.
    }

    @Override
    public byte atomicReadByte(int address) {
        return read(address);
    }

    @Override
    public short atomicReadShort(int address) {
        return readShort(address);
    }

    @Override
    public int atomicReadInt(int address) {
        return readInt(address);
    }

    @Override
    public long atomicReadLong(int address) {
        return readLong(address);
    }

    @Override
    public void atomicWriteByte(int address, byte value) {
        writeByte(address, value);
    }

    @Override
    public void atomicWriteShort(int address, short value) {
        writeShort(address, value);
    }

    @Override
    public void atomicWriteInt(int address, int value) {
        writeI32(address, value);
    }

    @Override
    public void atomicWriteLong(int address, long value) {
        writeLong(address, value);
    }

    @Override
    public byte atomicAddByte(int address, byte value) {
        byte before = read(address);
        writeByte(address, (byte) (before + value));
        return before;
    }

    @Override
    public short atomicAddShort(int address, short value) {
        short before = readShort(address);
        writeShort(address, (short) (before + value));
        return before;
    }

    @Override
    public int atomicAddInt(int address, int value) {
        int before = readInt(address);
        writeI32(address, before + value);
        return before;
    }

    @Override
    public long atomicAddLong(int address, long value) {
        long before = readLong(address);
        writeLong(address, before + value);
        return before;
    }

    @Override
    public byte atomicAndByte(int address, byte value) {
        byte before = read(address);
        writeByte(address, (byte) (before & value));
        return before;
    }

    @Override
    public short atomicAndShort(int address, short value) {
        short before = readShort(address);
        writeShort(address, (short) (before & value));
        return before;
    }

    @Override
    public int atomicAndInt(int address, int value) {
        int before = readInt(address);
        writeI32(address, before & value);
        return before;
    }

    @Override
    public long atomicAndLong(int address, long value) {
        long before = readLong(address);
        writeLong(address, before & value);
        return before;
    }

    @Override
    public byte atomicOrByte(int address, byte value) {
        byte before = read(address);
        writeByte(address, (byte) (before | value));
        return before;
    }

    @Override
    public short atomicOrShort(int address, short value) {
        short before = readShort(address);
        writeShort(address, (short) (before | value));
        return before;
    }

    @Override
    public int atomicOrInt(int address, int value) {
        int before = readInt(address);
        writeI32(address, before | value);
        return before;
    }

    @Override
    public long atomicOrLong(int address, long value) {
        long before = readLong(address);
        writeLong(address, before | value);
        return before;
    }

    @Override
    public byte atomicXorByte(int address, byte value) {
        byte before = read(address);
        writeByte(address, (byte) (before ^ value));
        return before;
    }

    @Override
    public short atomicXorShort(int address, short value) {
        short before = readShort(address);
        writeShort(address, (short) (before ^ value));
        return before;
    }

    @Override
    public int atomicXorInt(int address, int value) {
        int before = readInt(address);
        writeI32(address, before ^ value);
        return before;
    }

    @Override
    public long atomicXorLong(int address, long value) {
        long before = readLong(address);
        writeLong(address, before ^ value);
        return before;
    }

    @Override
    public byte atomicXchgByte(int address, byte value) {
        byte before = read(address);
        writeByte(address, value);
        return before;
    }

    @Override
    public short atomicXchgShort(int address, short value) {
        short before = readShort(address);
        writeShort(address, value);
        return before;
    }

    @Override
    public int atomicXchgInt(int address, int value) {
        int before = readInt(address);
        writeI32(address, value);
        return before;
    }

    @Override
    public long atomicXchgLong(int address, long value) {
        long before = readLong(address);
        writeLong(address, value);
        return before;
    }

    @Override
    public byte atomicCmpxchgByte(int address, byte expected, byte value) {
        byte before = read(address);
        if (before == expected) {
            writeByte(address, value);
        }
        return before;
    }

    @Override
    public short atomicCmpxchgShort(int address, short expected, short value) {
        short before = readShort(address);
        if (before == expected) {
            writeShort(address, value);
        }
        return before;
    }

    @Override
    public int atomicCmpxchgInt(int address, int expected, int value) {
        int before = readInt(address);
        if (before == expected) {
            writeI32(address, value);
        }
        return before;
    }

    @Override
    public long atomicCmpxchgLong(int address, long expected, long value) {
        long before = readLong(address);
        if (before == expected) {
            writeLong(address, value);
        }
        return before;
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("MuJoCo's single-threaded build never waits on memory");
    }
}
