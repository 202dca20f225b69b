package io.teleloop.sim.mujoco;

import java.util.Objects;

/// A live, read-only view of an array of ints inside MuJoCo's model.
public final class IntView {
    private final LinearMemory memory;
    private final int address;
    private final int length;

    IntView(LinearMemory memory, EmbindRegistry.MemoryView view) {
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
    public int get(int index) {
        return memory.readInt(address + 4 * Objects.checkIndex(index, length));
    }
}
