package io.teleloop.sim.mujoco;

import java.util.Objects;

/// A live, read-only view of an array of floats inside MuJoCo's model.
public final class FloatView {
    private final LinearMemory memory;
    private final int address;
    private final int length;

    FloatView(LinearMemory memory, EmbindRegistry.MemoryView view) {
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
    public float get(int index) {
        return memory.readFloat(address + 4 * Objects.checkIndex(index, length));
    }
}
