package io.teleloop.sim.mujoco;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the module announces about its C++ classes at start (Emscripten's embind), and access to it.
///
/// JavaScript builds classes from these announcements; here they tell where the arrays of mjModel and mjData lie, by
/// name, so that no struct offset is hard-coded.
final class EmbindRegistry {
    /// An array inside the linear memory: byte address and number of elements.
    record MemoryView(int address, int length) {}

    private record Property(int getter, int context) {}

    private record Function(int invoker, int function, int arity) {}

    /// A handle of a JavaScript value that is never looked at, outside the range that embind reserves.
    static final long VALUE_HANDLE = 20;

    private static final String CONSTRUCTOR = "new";

    private final MujocoModule module;
    private final Map<String, Integer> classes = new HashMap<>();
    private final Map<Integer, Map<String, Property>> properties = new HashMap<>();
    private final Map<Integer, Map<String, List<Function>>> functions = new HashMap<>();
    private final Set<Integer> viewTypes = new HashSet<>();
    private @Nullable MemoryView taken;

    EmbindRegistry(MujocoModule module) {
        this.module = module;
    }

    // Announcements by the module

    void addClass(String name, int type) {
        classes.put(name, type);
    }

    void addProperty(int type, String name, int getter, int getterContext) {
        properties.computeIfAbsent(type, key -> new HashMap<>()).put(name, new Property(getter, getterContext));
    }

    void addStaticFunction(int type, String name, int invoker, int function, int argumentCount) {
        functions
                .computeIfAbsent(type, key -> new HashMap<>())
                .computeIfAbsent(name, key -> new ArrayList<>())
                .add(new Function(invoker, function, argumentCount));
    }

    void addConstructor(int type, int invoker, int function, int argumentCount) {
        addStaticFunction(type, CONSTRUCTOR, invoker, function, argumentCount);
    }

    void addMemoryViewType(int type) {
        viewTypes.add(type);
    }

    /// The module hands a value to the host. Of all types only memory views, {length, address}, are of interest.
    long takeValue(int type, int argument) {
        if (viewTypes.contains(type)) {
            taken = new MemoryView(
                    module.memory().readInt(argument + 4), module.memory().readInt(argument));
        }
        return VALUE_HANDLE;
    }

    // Access

    /// An array property of the object at `self`.
    MemoryView array(String className, int self, String property) {
        taken = null;
        read(className, self, property);
        if (taken == null) {
            throw new IllegalArgumentException(className + "." + property + " is not an array");
        }
        return taken;
    }

    /// An integer or object property of the object at `self`.
    int integer(String className, int self, String property) {
        return (int) read(className, self, property);
    }

    /// A floating-point property of the object at `self`.
    double real(String className, int self, String property) {
        return Double.longBitsToDouble(read(className, self, property));
    }

    private long read(String className, int self, String property) {
        Property found = properties.getOrDefault(type(className), Map.of()).get(property);
        if (found == null) {
            throw new IllegalArgumentException(className + " has no property " + property);
        }
        return module.callTable(found.getter(), found.context(), self);
    }

    /// Calls a static function of a class.
    long callStatic(String className, String name, long... arguments) {
        // The announced count includes the return value.
        for (Function function :
                functions.getOrDefault(type(className), Map.of()).getOrDefault(name, List.of())) {
            if (function.arity() == arguments.length + 1) {
                long[] all = new long[arguments.length + 1];
                all[0] = function.function();
                System.arraycopy(arguments, 0, all, 1, arguments.length);
                return module.callTable(function.invoker(), all);
            }
        }
        throw new IllegalArgumentException(
                className + " has no function " + name + " with " + arguments.length + " arguments");
    }

    long construct(String className, long... arguments) {
        return callStatic(className, CONSTRUCTOR, arguments);
    }

    private int type(String className) {
        Integer type = classes.get(className);
        if (type == null) {
            throw new IllegalArgumentException("The MuJoCo module has no class " + className);
        }
        return type;
    }
}
