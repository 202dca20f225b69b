package io.teleloop.sim.mujoco;

/// A C++ exception on its way through compiled code to the catch block or the caller.
final class CppException extends RuntimeException {
    private final int object;

    /// @param object address of the thrown C++ object
    CppException(int object) {
        // Thrown often and always caught by the host: a stack trace would only cost time.
        super("C++ exception", null, false, false);
        this.object = object;
    }

    int object() {
        return object;
    }
}
