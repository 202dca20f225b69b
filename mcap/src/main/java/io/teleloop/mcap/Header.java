package io.teleloop.mcap;

/// The first record of a file.
///
/// @param profile what the file's fields promise, such as `ros2`; empty for none
/// @param library the software that wrote the file
public record Header(String profile, String library) implements McapRecord {
    @Override
    public int opcode() {
        return Opcode.HEADER;
    }
}
