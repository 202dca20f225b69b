import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Build step: MuJoCo's WebAssembly module becomes JVM class files.
///
/// Usage: `java -classpath <chicory compiler> CompileMujoco.java <target/classes>`. It writes beside the package
/// `io.teleloop.sim.mujoco`:
///
/// - `compiled/*.class`: the bytecode, with memory accesses redirected to `LinearMemory`, and calls of small helpers
///   replaced by what `DirectInstructions` and `DirectMemoryAccess` say;
/// - `mujoco.wasm`: what the runtime still needs of the module;
/// - `functions.txt`: lines "name index" for MuJoCo's C functions, which the module does not export.
final class CompileMujoco {
    /// What the class files are made from and how; they are made anew when it changes. Increase the number with every
    /// change of the compilation.
    private static final String RECIPE = MujocoPackage.SHA512 + " 2";

    private CompileMujoco() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        Path classes = Path.of(arguments[0]);
        Path resources = classes.resolve("io/teleloop/sim/mujoco");
        Path done = resources.resolve("compiled/mujoco.version");
        if (Files.exists(done) && Files.readString(done).equals(RECIPE)) {
            return;
        }
        long start = System.nanoTime();
        byte[] wasm = MujocoPackage.wasm();
        WasmModule module = Parser.parse(wasm);
        CompilerResult result = Compiler.builder(module)
                .withClassName("io.teleloop.sim.mujoco.compiled.MujocoMachine")
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .build()
                .compile();
        for (Map.Entry<String, byte[]> compiled : result.classBytes().entrySet()) {
            String name = compiled.getKey();
            byte[] bytes = compiled.getValue();
            if (name.endsWith("Shaded")) {
                bytes = redirectMemory(bytes);
            } else if (name.contains("FuncGroup")) {
                bytes = DirectMemoryAccess.rewrite(DirectInstructions.rewrite(bytes));
            }
            Path file = classes.resolve(name.replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        }
        int imports = module.importSection().importCount();
        Files.write(
                resources.resolve("mujoco.wasm"),
                new WasmStripper(wasm, result.interpretedFunctions(), imports).strip());
        Files.writeString(
                resources.resolve("functions.txt"),
                mujocoFunctions(module, imports + module.functionSection().functionCount()));
        Files.writeString(done, RECIPE);
        IO.println("Compiled MuJoCo %s to %d classes in %.1f s"
                .formatted(MujocoPackage.VERSION, result.classBytes().size(), (System.nanoTime() - start) / 1e9));
    }

    /// Helper methods of the generated code that go through Chicory's Memory interface. Direct calls into one final
    /// class
    /// over one byte array are several times faster.
    private static final Set<String> MEMORY_METHODS = Set.of(
            "memoryReadByte",
            "memoryReadShort",
            "memoryReadInt",
            "memoryReadLong",
            "memoryReadFloat",
            "memoryReadDouble",
            "memoryWriteByte",
            "memoryWriteShort",
            "memoryWriteInt",
            "memoryWriteLong",
            "memoryWriteFloat",
            "memoryWriteDouble");

    /// Polls Thread.interrupted() in every loop; a physics step is short, so nothing needs it.
    private static final String INTERRUPTION_CHECK = "checkInterruption";

    private static byte[] redirectMemory(byte[] shaded) throws IOException {
        Set<String> missing = new HashSet<>(MEMORY_METHODS);
        missing.add(INTERRUPTION_CHECK);
        ClassFile classFile = ClassFile.of();
        ClassTransform redirect = (builder, element) -> {
            if (element instanceof MethodModel method
                    && missing.remove(method.methodName().stringValue())) {
                builder.withMethodBody(
                        method.methodName(),
                        method.methodType(),
                        method.flags().flagsMask(),
                        code -> writeBody(code, method.methodName().stringValue(), method.methodTypeSymbol()));
            } else {
                builder.with(element);
            }
        };
        byte[] redirected = classFile.transformClass(classFile.parse(shaded), redirect);
        if (!missing.isEmpty()) {
            throw new IOException("Chicory's generated helper class has changed: it lacks " + missing
                    + ". Adapt CompileMujoco to the new Chicory version.");
        }
        return redirected;
    }

    private static void writeBody(CodeBuilder code, String method, MethodTypeDesc type) {
        if (method.equals(INTERRUPTION_CHECK)) {
            code.return_();
            return;
        }
        int slot = 0;
        for (ClassDesc parameter : type.parameterList()) {
            TypeKind kind = TypeKind.from(parameter);
            code.loadLocal(kind, slot);
            slot += kind.slotSize();
        }
        code.invokestatic(ClassDesc.of("io.teleloop.sim.mujoco.LinearMemory"), method, type);
        code.return_(TypeKind.from(type.returnType()));
    }

    private static String mujocoFunctions(WasmModule module, int functions) {
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < functions; index++) {
            String name = module.nameSection().nameOfFunction(index);
            if (name != null && name.matches("mj[_suv][A-Za-z0-9_]*")) {
                lines.append(name).append(' ').append(index).append('\n');
            }
        }
        return lines.toString();
    }
}
