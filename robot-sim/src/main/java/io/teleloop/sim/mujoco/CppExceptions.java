package io.teleloop.sim.mujoco;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// C++ exceptions as Emscripten's "JavaScript exceptions" mode expects them from its host.
///
/// Compiled code calls functions that may throw through an `invoke_*` import, which catches; it then asks which of
/// its handlers matches. Each thrown object is preceded by this header (offsets from the object):
///
/// ```text
/// -20  int   std::type_info of the object
/// -16  int   destructor
/// -12  byte  caught
/// -11  byte  rethrown
///  -8  int   pointer adjusted to the handler's base class
/// ```
final class CppExceptions {
    private static final int TYPE = -20;
    private static final int DESTRUCTOR = -16;
    private static final int CAUGHT = -12;
    private static final int RETHROWN = -11;
    private static final int ADJUSTED_POINTER = -8;

    private final MujocoModule module;
    private final Deque<Integer> caught = new ArrayDeque<>();
    private @Nullable CppException last;
    private int uncaught;

    CppExceptions(MujocoModule module) {
        this.module = module;
    }

    CppException raise(int object, int type, int destructor) {
        LinearMemory memory = module.memory();
        memory.writeI32(object + ADJUSTED_POINTER, 0);
        memory.writeI32(object + TYPE, type);
        memory.writeI32(object + DESTRUCTOR, destructor);
        uncaught++;
        return remember(object);
    }

    CppException resume(int object) {
        return last == null ? remember(object) : last;
    }

    /// Which of the handlers' types catches the exception in flight: returns the object, and the type by "temp ret".
    /// Type 0 is `catch (...)`.
    int matchingCatch(long[] handlerTypes) {
        if (last == null) {
            return matched(0, 0);
        }
        LinearMemory memory = module.memory();
        int object = last.object();
        memory.writeI32(object + ADJUSTED_POINTER, object);
        int type = memory.readInt(object + TYPE);
        if (type == 0) {
            return matched(object, 0);
        }
        for (long handler : handlerTypes) {
            if (handler == 0 || handler == type) {
                break;
            }
            if (module.export("__cxa_can_catch", handler, type, object + ADJUSTED_POINTER) != 0) {
                return matched(object, (int) handler);
            }
        }
        return matched(object, type);
    }

    private int matched(int object, int type) {
        module.export("_emscripten_tempret_set", type);
        return object;
    }

    int beginCatch(int object) {
        LinearMemory memory = module.memory();
        if (memory.read(object + CAUGHT) == 0) {
            memory.writeByte(object + CAUGHT, (byte) 1);
            uncaught--;
        }
        memory.writeByte(object + RETHROWN, (byte) 0);
        caught.push(object);
        module.export("__cxa_increment_exception_refcount", object);
        return (int) module.export("__cxa_get_exception_ptr", object);
    }

    void endCatch() {
        module.export("setThrew", 0, 0);
        module.export("__cxa_decrement_exception_refcount", caught.pop());
        last = null;
    }

    CppException rethrow() {
        LinearMemory memory = module.memory();
        int object = caught.pop();
        if (memory.read(object + RETHROWN) == 0) {
            caught.push(object);
            memory.writeByte(object + RETHROWN, (byte) 1);
            memory.writeByte(object + CAUGHT, (byte) 0);
            uncaught++;
        }
        return remember(object);
    }

    int uncaught() {
        return uncaught;
    }

    /// Ends an exception that nothing in C++ caught, and gives its text: `what()` of a standard exception.
    String takeMessage(CppException exception) {
        LinearMemory memory = module.memory();
        int object = exception.object();
        int type = memory.readInt(object + TYPE);
        // Itanium ABI: type_info is {vtable, name}; the third virtual function of std::exception is what().
        String typeName = type == 0 ? "" : module.string(memory.readInt(type + 4));
        String message = "C++ exception of type " + typeName;
        if (typeName.startsWith("St")) {
            int what = memory.readInt(memory.readInt(object) + 8);
            message = module.string((int) module.callTable(what, object));
        }
        last = null;
        uncaught = 0;
        caught.clear();
        return message;
    }

    private CppException remember(int object) {
        CppException exception = new CppException(object);
        last = exception;
        return exception;
    }
}
