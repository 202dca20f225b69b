import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;

/// Replaces calls of memory helpers in compiled functions by accesses of the memory's byte array.
///
/// HotSpot stops inlining ordinary calls when a method with what was inlined exceeds 8000 bytes of bytecode: in
// MuJoCo's
/// busy functions many loads and stores would stay calls. The JDK's own VarHandles are inlined nevertheless.
final class DirectMemoryAccess {
    /// Longer functions (bytes of bytecode) stay as they are: with every access inlined the quick compiler runs out of
    /// registers and leaves them to the interpreter.
    private static final int LONGEST = 12_000;

    private static final String HELPERS = "io/teleloop/sim/mujoco/compiled/MujocoMachineShaded";
    private static final ClassDesc MEMORY = ClassDesc.of("com.dylibso.chicory.runtime.Memory");
    private static final ClassDesc LINEAR_MEMORY = ClassDesc.of("io.teleloop.sim.mujoco.LinearMemory");
    private static final ClassDesc VAR_HANDLE = ConstantDescs.CD_VarHandle;
    private static final ClassDesc BYTES = ConstantDescs.CD_byte.arrayType();
    private static final String READ = "memoryRead";
    private static final String WRITE = "memoryWrite";
    private static final Map<String, TypeKind> KINDS = Map.of(
            "Byte", TypeKind.BYTE,
            "Short", TypeKind.SHORT,
            "Int", TypeKind.INT,
            "Long", TypeKind.LONG,
            "Float", TypeKind.FLOAT,
            "Double", TypeKind.DOUBLE);

    private DirectMemoryAccess() {}

    /// @param functions a class of compiled functions
    static byte[] rewrite(byte[] functions) {
        ClassFile classFile = ClassFile.of();
        ClassTransform transform = (builder, element) -> {
            if (element instanceof MethodModel method && isRewritten(method)) {
                builder.withMethodBody(
                        method.methodName(), method.methodType(), method.flags().flagsMask(), code -> new Function(
                                        method, code)
                                .write());
            } else {
                builder.with(element);
            }
        };
        return classFile.transformClass(classFile.parse(functions), transform);
    }

    private static boolean isRewritten(MethodModel method) {
        return method.code().orElse(null) instanceof CodeAttribute code
                && code.codeLength() <= LONGEST
                && method.methodTypeSymbol().parameterList().contains(MEMORY);
    }

    private static boolean isAccess(CodeElement element) {
        return isHelper(element, READ) || isHelper(element, WRITE);
    }

    private static boolean isHelper(CodeElement element, String prefix) {
        return element instanceof InvokeInstruction call
                && call.owner().asInternalName().equals(HELPERS)
                && call.name().stringValue().startsWith(prefix);
    }

    /// One function being written anew, with three more local variables: the byte array, an address and a value.
    private static final class Function {
        private final CodeBuilder code;
        private final List<CodeElement> elements;
        private final int memory;
        private final int bytes;
        private final int address;
        private final int value;

        Function(MethodModel method, CodeBuilder code) {
            CodeModel model = method.code().orElseThrow();
            this.code = code;
            elements = model.elementList();
            memory =
                    code.parameterSlot(method.methodTypeSymbol().parameterList().indexOf(MEMORY));
            bytes = ((CodeAttribute) model).maxLocals();
            address = bytes + 1;
            value = bytes + 2;
        }

        void write() {
            code.aload(memory)
                    .invokestatic(LINEAR_MEMORY, "bytes", MethodTypeDesc.of(BYTES, MEMORY))
                    .astore(bytes);
            int next = 0;
            while (next < elements.size()) {
                if (isAccessWithConstantOffset(next)) {
                    ConstantInstruction offset = (ConstantInstruction) elements.get(next);
                    access((InvokeInstruction) elements.get(next + 2), (int) offset.constantValue());
                    next += 3;
                } else {
                    code.with(elements.get(next));
                    next++;
                }
            }
        }

        /// The pattern of every load and store: the offset, the memory, the call.
        private boolean isAccessWithConstantOffset(int start) {
            return start + 2 < elements.size()
                    && elements.get(start) instanceof ConstantInstruction constant
                    && constant.typeKind() == TypeKind.INT
                    && elements.get(start + 1) instanceof LoadInstruction load
                    && load.slot() == memory
                    && isAccess(elements.get(start + 2));
        }

        /// On the stack is the address, and above it what is to be stored.
        private void access(InvokeInstruction call, int offset) {
            String name = call.name().stringValue();
            if (name.startsWith(WRITE)) {
                TypeKind kind = KINDS.get(name.substring(WRITE.length()));
                code.storeLocal(kind, value);
                pushPlace(kind, offset);
                code.loadLocal(kind, value);
                store(kind);
            } else {
                TypeKind kind = KINDS.get(name.substring(READ.length()));
                pushPlace(kind, offset);
                load(kind);
            }
        }

        /// From the address to what a VarHandle or an array instruction takes.
        private void pushPlace(TypeKind kind, int offset) {
            if (offset != 0) {
                code.loadConstant(offset).iadd();
            }
            code.istore(address);
            if (kind != TypeKind.BYTE) {
                code.getstatic(LINEAR_MEMORY, kind.name(), VAR_HANDLE);
            }
            code.aload(bytes).iload(address);
        }

        private void load(TypeKind kind) {
            if (kind == TypeKind.BYTE) {
                code.baload();
            } else {
                code.invokevirtual(
                        VAR_HANDLE, "get", MethodTypeDesc.of(kind.upperBound(), BYTES, ConstantDescs.CD_int));
            }
        }

        private void store(TypeKind kind) {
            if (kind == TypeKind.BYTE) {
                code.bastore();
            } else {
                code.invokevirtual(
                        VAR_HANDLE,
                        "set",
                        MethodTypeDesc.of(ConstantDescs.CD_void, BYTES, ConstantDescs.CD_int, kind.upperBound()));
            }
        }
    }
}
