package io.teleloop.sim.mujoco;

import java.util.Objects;

/// A live view of an array of doubles inside MuJoCo: reads and writes act on the simulation itself.
public final class DoubleView {
    private final LinearMemory memory;
    private final int address;
    private final int length;

    DoubleView(LinearMemory memory, EmbindRegistry.MemoryView view) {
        this.memory = memory;
        address = view.address();
        length = view.length();
    }

    public int length() {
        return length;
    }

    /// One element.
    ///
    /// @throws IndexOutOfBoundsException unless 0 <= index < length
    public double get(int index) {
        return memory.readDouble(address + 8 * Objects.checkIndex(index, length));
    }

    /// Writes one element.
    ///
    /// @throws IndexOutOfBoundsException unless 0 <= index < length
    public void set(int index, double value) {
        memory.writeF64(address + 8 * Objects.checkIndex(index, length), value);
    }

    /// Writes consecutive elements from `start` on.
    public void set(int start, double... values) {
        for (int i = 0; i < values.length; i++) {
            set(start + i, values[i]);
        }
    }

    /// Reads `target.length` elements from `start` on into `target`.
    public void read(int start, double[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = get(start + i);
        }
    }

    /// A copy of `count` elements from `start` on.
    public double[] copy(int start, int count) {
        double[] copy = new double[count];
        read(start, copy);
        return copy;
    }

    /// A copy of all elements.
    public double[] copy() {
        return copy(0, length);
    }
}
