package io.teleloop.contract.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What an operator asks for at one moment.
///
/// ```
///  0 u8  version = 1      8 u32 sequence
///  1 u8  flags            12 u32 reserved
///  2 u16 n                16 f64 send time, client clock, ms
///  4 u32 lease epoch      24 f32 x n action
/// ```
///
/// @param deadman the operator holds the deadman switch
/// @param epoch of the operator's lease, unsigned 32 bits
/// @param sequence rising within an epoch, unsigned 32 bits
/// @param sentMs client clock, milliseconds since the Unix epoch
/// @param action physical units, in the order of the robot's action space
public record CommandPacket(boolean deadman, long epoch, long sequence, double sentMs, float[] action) {
    public static final int VERSION = 1;

    private static final int HEADER = 24;
    private static final int DEADMAN = 1;
    private static final int MAX_ACTION = 64;

    public byte[] encode() {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER + Float.BYTES * action.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) VERSION).put((byte) (deadman ? DEADMAN : 0)).putShort((short) action.length);
        out.putInt((int) epoch).putInt((int) sequence).putInt(0).putDouble(sentMs);
        for (float value : action) {
            out.putFloat(value);
        }
        return out.array();
    }

    /// Checks the form alone; whether the values make sense is for the gateway's gate.
    public static CommandPacket decode(byte[] packet) throws MalformedPacketException {
        if (packet.length < HEADER) {
            throw new MalformedPacketException(
                    "command packet of " + packet.length + " bytes is shorter than its " + HEADER + "-byte header");
        }
        ByteBuffer in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int version = Byte.toUnsignedInt(in.get());
        if (version != VERSION) {
            throw new MalformedPacketException("command packet has version " + version + ", expected " + VERSION);
        }
        boolean deadman = (in.get() & DEADMAN) != 0;
        int n = Short.toUnsignedInt(in.getShort());
        if (n > MAX_ACTION || packet.length != HEADER + Float.BYTES * n) {
            throw new MalformedPacketException(
                    "command packet of " + packet.length + " bytes does not hold its " + n + " action values");
        }
        long epoch = Integer.toUnsignedLong(in.getInt());
        long sequence = Integer.toUnsignedLong(in.getInt());
        in.getInt();
        double sentMs = in.getDouble();
        float[] action = new float[n];
        in.asFloatBuffer().get(action);
        return new CommandPacket(deadman, epoch, sequence, sentMs, action);
    }
}
