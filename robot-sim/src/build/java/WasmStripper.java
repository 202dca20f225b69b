import java.io.ByteArrayOutputStream;
import java.util.Set;

/// Shrinks a WebAssembly module whose functions are compiled elsewhere.
///
/// The runtime still needs types, imports, exports, tables and data. Debug information and the code of compiled
/// functions are dead weight: custom sections are dropped, and such bodies become a single `unreachable`.
final class WasmStripper {
    private static final int CUSTOM_SECTION = 0;
    private static final int CODE_SECTION = 10;
    /// Body of three bytes: no locals, `unreachable`, `end`.
    private static final byte[] UNREACHABLE_BODY = {3, 0, 0, 0x0b};

    private final byte[] wasm;
    private final Set<Integer> interpreted;
    private final int importedFunctions;
    private int position = 8;

    /// @param interpreted       indices (imports first) of the functions whose code must stay
    /// @param importedFunctions number of imported functions, which come before the code section's in index order
    WasmStripper(byte[] wasm, Set<Integer> interpreted, int importedFunctions) {
        this.wasm = wasm;
        this.interpreted = interpreted;
        this.importedFunctions = importedFunctions;
    }

    byte[] strip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(wasm, 0, position);
        while (position < wasm.length) {
            int start = position;
            int section = wasm[position++];
            int length = readUnsigned();
            int end = position + length;
            if (section == CODE_SECTION) {
                byte[] code = strippedCode();
                out.write(CODE_SECTION);
                writeUnsigned(out, code.length);
                out.writeBytes(code);
            } else if (section != CUSTOM_SECTION) {
                out.write(wasm, start, end - start);
            }
            position = end;
        }
        return out.toByteArray();
    }

    private byte[] strippedCode() {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        int functions = readUnsigned();
        writeUnsigned(code, functions);
        for (int function = 0; function < functions; function++) {
            int start = position;
            int length = readUnsigned();
            int end = position + length;
            if (interpreted.contains(function + importedFunctions)) {
                code.write(wasm, start, end - start);
            } else {
                code.writeBytes(UNREACHABLE_BODY);
            }
            position = end;
        }
        return code.toByteArray();
    }

    /// Unsigned LEB128.
    private int readUnsigned() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = wasm[position++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static void writeUnsigned(ByteArrayOutputStream out, int value) {
        int rest = value;
        do {
            int low = rest & 0x7f;
            rest >>>= 7;
            out.write(rest == 0 ? low : low | 0x80);
        } while (rest != 0);
    }
}
