import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Replaces Chicory's calls of small helpers in compiled functions by the JVM's own instructions.
///
/// WebAssembly's comparisons give 0 or 1, which Chicory computes in a helper and then tests with `ifeq` or `ifne`. Here
/// both become one conditional branch. That matters twice: HotSpot inlines no ordinary call into a method of more than
/// 8000 bytes of bytecode, and some of MuJoCo's busiest functions are larger; and a helper's branch profile is that of
// all its
/// callers together, while an own branch has its own.
final class DirectInstructions {
    private static final String OPERATIONS = "com/dylibso/chicory/runtime/OpcodeImpl";
    private static final String HELPERS = "io/teleloop/sim/mujoco/compiled/MujocoMachineShaded";
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final String NOT = "I32_EQZ";
    /// Polls Thread.interrupted() at every call and loop; a physics step is short, so nothing needs it.
    private static final String INTERRUPTION_CHECK = "checkInterruption";

    /// How the JVM compares: instructions that leave the outcome on the stack, if any, and the branches on it.
    private record Comparison(Consumer<CodeBuilder> prepare, Opcode ifTrue, Opcode ifFalse) {}

    private static final Map<String, Comparison> COMPARISONS = Map.ofEntries(
            Map.entry(NOT, onInts(Opcode.IFEQ, Opcode.IFNE)),
            Map.entry("I32_EQ", onInts(Opcode.IF_ICMPEQ, Opcode.IF_ICMPNE)),
            Map.entry("I32_NE", onInts(Opcode.IF_ICMPNE, Opcode.IF_ICMPEQ)),
            Map.entry("I32_LT_S", onInts(Opcode.IF_ICMPLT, Opcode.IF_ICMPGE)),
            Map.entry("I32_LE_S", onInts(Opcode.IF_ICMPLE, Opcode.IF_ICMPGT)),
            Map.entry("I32_GT_S", onInts(Opcode.IF_ICMPGT, Opcode.IF_ICMPLE)),
            Map.entry("I32_GE_S", onInts(Opcode.IF_ICMPGE, Opcode.IF_ICMPLT)),
            Map.entry("I32_LT_U", new Comparison(DirectInstructions::compareUnsigned, Opcode.IFLT, Opcode.IFGE)),
            Map.entry("I32_LE_U", new Comparison(DirectInstructions::compareUnsigned, Opcode.IFLE, Opcode.IFGT)),
            Map.entry("I32_GT_U", new Comparison(DirectInstructions::compareUnsigned, Opcode.IFGT, Opcode.IFLE)),
            Map.entry("I64_EQ", new Comparison(CodeBuilder::lcmp, Opcode.IFEQ, Opcode.IFNE)),
            Map.entry("I64_NE", new Comparison(CodeBuilder::lcmp, Opcode.IFNE, Opcode.IFEQ)),
            Map.entry("I64_LT_S", new Comparison(CodeBuilder::lcmp, Opcode.IFLT, Opcode.IFGE)),
            Map.entry("I64_LE_S", new Comparison(CodeBuilder::lcmp, Opcode.IFLE, Opcode.IFGT)),
            Map.entry("I64_GT_S", new Comparison(CodeBuilder::lcmp, Opcode.IFGT, Opcode.IFLE)),
            Map.entry("I64_GE_S", new Comparison(CodeBuilder::lcmp, Opcode.IFGE, Opcode.IFLT)),
            // With not-a-number every comparison but NE is false: dcmpg then gives 1, dcmpl -1.
            Map.entry("F64_EQ", new Comparison(CodeBuilder::dcmpl, Opcode.IFEQ, Opcode.IFNE)),
            Map.entry("F64_NE", new Comparison(CodeBuilder::dcmpl, Opcode.IFNE, Opcode.IFEQ)),
            Map.entry("F64_LT", new Comparison(CodeBuilder::dcmpg, Opcode.IFLT, Opcode.IFGE)),
            Map.entry("F64_LE", new Comparison(CodeBuilder::dcmpg, Opcode.IFLE, Opcode.IFGT)),
            Map.entry("F64_GT", new Comparison(CodeBuilder::dcmpl, Opcode.IFGT, Opcode.IFLE)),
            Map.entry("F64_GE", new Comparison(CodeBuilder::dcmpl, Opcode.IFGE, Opcode.IFLT)));

    /// Operations that are methods of java.lang.Math, which HotSpot compiles to one instruction.
    private static final Map<String, String> FUNCTIONS = Map.of("F64_SQRT", "sqrt", "F64_ABS", "abs");

    private DirectInstructions() {}

    private static Comparison onInts(Opcode ifTrue, Opcode ifFalse) {
        return new Comparison(code -> {}, ifTrue, ifFalse);
    }

    private static void compareUnsigned(CodeBuilder code) {
        code.invokestatic(
                ConstantDescs.CD_Integer,
                "compareUnsigned",
                MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int));
    }

    /// @param functions a class of compiled functions
    static byte[] rewrite(byte[] functions) {
        ClassFile classFile = ClassFile.of();
        ClassTransform transform = (builder, element) -> {
            if (element instanceof MethodModel method && method.code().isPresent()) {
                builder.withMethodBody(
                        method.methodName(),
                        method.methodType(),
                        method.flags().flagsMask(),
                        code -> rewrite(method.code().get().elementList(), code));
            } else {
                builder.with(element);
            }
        };
        return classFile.transformClass(classFile.parse(functions), transform);
    }

    private static void rewrite(List<CodeElement> elements, CodeBuilder code) {
        int next = 0;
        while (next < elements.size()) {
            CodeElement element = elements.get(next);
            Comparison comparison = COMPARISONS.get(called(element, OPERATIONS));
            int branch = comparison == null ? -1 : branch(elements, next + 1);
            String function = FUNCTIONS.get(called(element, OPERATIONS));
            if (branch > 0) {
                boolean negated = (branch - next) % 2 == 0;
                compareAndBranch(comparison, (BranchInstruction) elements.get(branch), negated, code);
                next = branch;
            } else if (function != null) {
                code.invokestatic(MATH, function, MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double));
            } else if (!called(element, HELPERS).equals(INTERRUPTION_CHECK)) {
                code.with(element);
            }
            next++;
        }
    }

    /// Where the outcome of a comparison is branched on, perhaps after negations; -1 when it is used otherwise.
    private static int branch(List<CodeElement> elements, int start) {
        int next = start;
        while (called(elements.get(next), OPERATIONS).equals(NOT)) {
            next++;
        }
        return elements.get(next) instanceof BranchInstruction branch
                        && (branch.opcode() == Opcode.IFEQ || branch.opcode() == Opcode.IFNE)
                ? next
                : -1;
    }

    private static void compareAndBranch(
            Comparison comparison, BranchInstruction branch, boolean negated, CodeBuilder code) {
        comparison.prepare().accept(code);
        boolean whenTrue = branch.opcode() == Opcode.IFNE ^ negated;
        code.with(BranchInstruction.of(whenTrue ? comparison.ifTrue() : comparison.ifFalse(), branch.target()));
    }

    /// The name of the method of `owner` that `element` calls, or nothing.
    private static String called(CodeElement element, String owner) {
        return element instanceof InvokeInstruction call
                        && call.owner().asInternalName().equals(owner)
                ? call.name().stringValue()
                : "";
    }
}
