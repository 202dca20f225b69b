package io.teleloop.sim.mujoco;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// One running instance of the MuJoCo module: its memory, its functions by name, and calls into it.
///
/// Not thread safe.
final class MujocoModule {
    private final LinearMemory memory;
    private final Machine machine;
    private final TableInstance table;
    private final Instance instance;
    private final Map<String, ExportFunction> exports = new HashMap<>();
    private final CppExceptions exceptions = new CppExceptions(this);
    private final EmbindRegistry registry = new EmbindRegistry(this);
    private final EmscriptenHost host = new EmscriptenHost(this, exceptions, registry);

    /// @param memoryLimit largest size of the instance's memory (bytes), allocated at once
    MujocoModule(int memoryLimit) {
        WasmModule module = Compiled.MODULE;
        instance = Instance.builder(module)
                .withImportValues(host.imports(module))
                .withMachineFactory(Compiled::machine)
                .withMemoryFactory(limits -> new LinearMemory(memoryLimit, limits))
                .withStart(false)
                .build();
        memory = (LinearMemory) instance.memory();
        machine = instance.getMachine();
        table = instance.table(0);
        export("emscripten_stack_init");
        export("__wasm_call_ctors");
    }

    LinearMemory memory() {
        return memory;
    }

    EmbindRegistry registry() {
        return registry;
    }

    /// The index of a MuJoCo C function, for {@link #call(int, long...)}.
    static int function(String name) {
        Integer index = Compiled.FUNCTIONS.get(name);
        if (index == null) {
            throw new IllegalArgumentException("The MuJoCo module has no function " + name);
        }
        return index;
    }

    /// Calls a MuJoCo C function by name; see {@link #call(int, long...)}.
    long call(String function, long... arguments) {
        return call(function(function), arguments);
    }

    /// Calls a MuJoCo C function: addresses and integers as they are, doubles as raw bits.
    ///
    /// @return its result, 0 for a void function
    /// @throws MujocoException with MuJoCo's text when it raises an error
    long call(int function, long... arguments) {
        try {
            return callUnchecked(function, arguments);
        } catch (CppException e) {
            throw new MujocoException(exceptions.takeMessage(e));
        }
    }

    /// Like {@link #call(int, long...)} with C++ objects: runs `action` and turns an error into a MujocoException.
    long checked(java.util.function.LongSupplier action) {
        long stack = export("emscripten_stack_get_current");
        try {
            return action.getAsLong();
        } catch (CppException e) {
            export("_emscripten_stack_restore", stack);
            throw new MujocoException(exceptions.takeMessage(e));
        }
    }

    /// Calls the function in a slot of the indirect call table; C++ exceptions pass through.
    long callTable(int slot, long... arguments) {
        return callUnchecked(table.ref(slot), arguments);
    }

    private long callUnchecked(int function, long[] arguments) {
        long[] results = machine.call(function, arguments);
        return results == null || results.length == 0 ? 0 : results[0];
    }

    /// Calls a function that the module exports by name.
    long export(String name, long... arguments) {
        long[] results = exports.computeIfAbsent(name, instance::export).apply(arguments);
        return results == null || results.length == 0 ? 0 : results[0];
    }

    /// Allocates `size` bytes that live until {@link #free(int)}.
    int allocate(int size) {
        int address = (int) export("malloc", size);
        if (address == 0) {
            throw new MujocoException("MuJoCo is out of memory: " + memory.capacity()
                    + " bytes do not hold this model. Load it with a larger memory limit.");
        }
        return address;
    }

    void free(int address) {
        export("free", address);
    }

    /// Copies `text` into new memory as a C string; free it.
    int cString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int address = allocate(bytes.length + 1);
        memory.write(address, bytes, 0, bytes.length);
        memory.writeByte(address + bytes.length, (byte) 0);
        return address;
    }

    /// Copies `text` into new memory as embind passes a std::string: a length, then the bytes. The callee frees it
    /// not.
    int lengthPrefixedString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int address = allocate(4 + bytes.length + 1);
        memory.writeI32(address, bytes.length);
        memory.write(address + 4, bytes, 0, bytes.length);
        memory.writeByte(address + 4 + bytes.length, (byte) 0);
        return address;
    }

    /// The C string at `address`.
    String string(int address) {
        int end = address;
        while (memory.read(end) != 0) {
            end++;
        }
        return new String(memory.readBytes(address, end - address), StandardCharsets.UTF_8);
    }

    /// What the build step made, loaded once for all instances.
    private static final class Compiled {
        private static final String MACHINE = "io.teleloop.sim.mujoco.compiled.MujocoMachine";
        static final Map<String, Integer> FUNCTIONS = readFunctions();
        static final WasmModule MODULE = Parser.parse(resource("mujoco.wasm"));
        private static final Constructor<?> CONSTRUCTOR = machineConstructor();

        static Machine machine(Instance instance) {
            try {
                return (Machine) CONSTRUCTOR.newInstance(instance);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The compiled MuJoCo does not start", e);
            }
        }

        // By reflection, because the class does not exist yet when this one is compiled.
        private static Constructor<?> machineConstructor() {
            try {
                return Class.forName(MACHINE).getConstructor(Instance.class);
            } catch (ReflectiveOperationException e) {
                throw missing(e);
            }
        }

        private static Map<String, Integer> readFunctions() {
            Map<String, Integer> functions = new HashMap<>();
            for (String line : new String(resource("functions.txt"), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                int space = line.indexOf(' ');
                functions.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
            }
            return Map.copyOf(functions);
        }

        private static byte[] resource(String name) {
            try (InputStream in = MujocoModule.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw missing(new IOException("no resource " + name));
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static IllegalStateException missing(Exception cause) {
            return new IllegalStateException(
                    "The compiled MuJoCo is missing: build the module robot-sim with Maven, whose phase"
                            + " process-classes makes it",
                    cause);
        }
    }
}
