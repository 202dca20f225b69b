package io.teleloop.sim.mujoco;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The functions that the MuJoCo module imports, which a browser would have supplied by JavaScript.
///
/// Imports that only matter to JavaScript (values, reference counts, time zones) do nothing and return 0. There is no
/// file system: a model comes as text.
final class EmscriptenHost {
    private static final Logger LOG = LoggerFactory.getLogger(EmscriptenHost.class);
    private static final long[] NOTHING = {};
    private static final long[] ZERO = {0};
    /// Linux' ENOENT, negated as system calls return it.
    private static final long[] NO_SUCH_FILE = {-44};
    private static final int PAGE_SIZE = 65536;

    private final MujocoModule module;
    private final CppExceptions exceptions;
    private final EmbindRegistry registry;

    EmscriptenHost(MujocoModule module, CppExceptions exceptions, EmbindRegistry registry) {
        this.module = module;
        this.exceptions = exceptions;
        this.registry = registry;
    }

    ImportValues imports(WasmModule wasm) {
        ImportValues.Builder builder = ImportValues.builder();
        for (int i = 0; i < wasm.importSection().importCount(); i++) {
            if (wasm.importSection().getImport(i) instanceof FunctionImport function) {
                FunctionType type = wasm.typeSection().getType(function.typeIndex());
                builder.addFunction(
                        new HostFunction(function.module(), function.name(), type, handle(function.name(), type)));
            }
        }
        return builder.build();
    }

    private WasmFunctionHandle handle(String name, FunctionType type) {
        long[] nothing = type.returns().isEmpty() ? NOTHING : ZERO;
        if (name.startsWith("invoke_")) {
            return (instance, a) -> invoke(a, nothing);
        }
        return switch (name) {
            case "__cxa_throw" ->
                (instance, a) -> {
                    throw exceptions.raise((int) a[0], (int) a[1], (int) a[2]);
                };
            case "__cxa_rethrow" ->
                (instance, a) -> {
                    throw exceptions.rethrow();
                };
            case "__resumeException" ->
                (instance, a) -> {
                    throw exceptions.resume((int) a[0]);
                };
            case "__cxa_find_matching_catch_2", "__cxa_find_matching_catch_3", "__cxa_find_matching_catch_4" ->
                (instance, a) -> new long[] {exceptions.matchingCatch(a)};
            case "__cxa_begin_catch" -> (instance, a) -> new long[] {exceptions.beginCatch((int) a[0])};
            case "__cxa_end_catch" ->
                (instance, a) -> {
                    exceptions.endCatch();
                    return NOTHING;
                };
            case "__cxa_uncaught_exceptions" -> (instance, a) -> new long[] {exceptions.uncaught()};
            case "llvm_eh_typeid_for" -> (instance, a) -> new long[] {a[0]};
            case "_embind_register_class" ->
                (instance, a) -> {
                    registry.addClass(module.string((int) a[10]), (int) a[0]);
                    return NOTHING;
                };
            case "_embind_register_class_property" ->
                (instance, a) -> {
                    registry.addProperty((int) a[0], module.string((int) a[1]), (int) a[4], (int) a[5]);
                    return NOTHING;
                };
            case "_embind_register_class_class_function" ->
                (instance, a) -> {
                    registry.addStaticFunction(
                            (int) a[0], module.string((int) a[1]), (int) a[5], (int) a[6], (int) a[2]);
                    return NOTHING;
                };
            case "_embind_register_class_constructor" ->
                (instance, a) -> {
                    registry.addConstructor((int) a[0], (int) a[4], (int) a[5], (int) a[1]);
                    return NOTHING;
                };
            case "_embind_register_memory_view" ->
                (instance, a) -> {
                    registry.addMemoryViewType((int) a[0]);
                    return NOTHING;
                };
            case "_emval_take_value" -> (instance, a) -> new long[] {registry.takeValue((int) a[0], (int) a[1])};
            case "emscripten_resize_heap" -> (instance, a) -> new long[] {resizeHeap(a[0] & 0xffffffffL)};
            case "emscripten_get_heap_max" ->
                (instance, a) -> new long[] {module.memory().capacity()};
            case "emscripten_get_now", "emscripten_date_now" ->
                (instance, a) -> new long[] {Double.doubleToRawLongBits(System.nanoTime() / 1e6)};
            case "clock_time_get" ->
                (instance, a) -> {
                    module.memory().writeLong((int) a[2], System.nanoTime());
                    return ZERO;
                };
            case "environ_sizes_get" ->
                (instance, a) -> {
                    module.memory().writeI32((int) a[0], 0);
                    module.memory().writeI32((int) a[1], 0);
                    return ZERO;
                };
            case "fd_write" -> (instance, a) -> write((int) a[1], (int) a[2], (int) a[3]);
            case "__assert_fail" ->
                (instance, a) -> {
                    throw new MujocoException("MuJoCo stopped: assertion failed: " + module.string((int) a[0]));
                };
            case "_abort_js", "exit", "_emscripten_throw_longjmp", "_emval_throw" ->
                (instance, a) -> {
                    throw new MujocoException("MuJoCo stopped: " + name);
                };
            default -> name.startsWith("__syscall") ? (instance, a) -> NO_SUCH_FILE : (instance, a) -> nothing;
        };
    }

    /// `invoke_*`: calls a table slot; a C++ exception becomes the flag that the compiled caller tests afterwards.
    private long[] invoke(long[] arguments, long[] nothing) {
        long stack = module.export("emscripten_stack_get_current");
        try {
            long result = module.callTable((int) arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
            return nothing.length == 0 ? NOTHING : new long[] {result};
        } catch (CppException e) {
            module.export("_emscripten_stack_restore", stack);
            module.export("setThrew", 1, 0);
            return nothing;
        }
    }

    private long resizeHeap(long bytes) {
        LinearMemory memory = module.memory();
        int needed = (int) ((bytes + PAGE_SIZE - 1) / PAGE_SIZE);
        int generous = Math.min(memory.maximumPages(), memory.pages() + memory.pages() / 2);
        return memory.grow(Math.max(needed, generous) - memory.pages()) >= 0 ? 1 : 0;
    }

    /// Standard output and error: MuJoCo prints warnings there.
    private long[] write(int vectors, int count, int written) {
        LinearMemory memory = module.memory();
        StringBuilder text = new StringBuilder();
        int total = 0;
        for (int i = 0; i < count; i++) {
            int length = memory.readInt(vectors + 8 * i + 4);
            text.append(new String(memory.readBytes(memory.readInt(vectors + 8 * i), length), StandardCharsets.UTF_8));
            total += length;
        }
        memory.writeI32(written, total);
        if (!text.toString().isBlank()) {
            LOG.atWarn().addKeyValue("text", text.toString().strip()).log("MuJoCo printed a message");
        }
        return ZERO;
    }
}
