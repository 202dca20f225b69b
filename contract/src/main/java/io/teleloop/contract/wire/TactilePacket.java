package io.teleloop.contract.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One fingertip's tactile field, small enough for one network packet.
///
/// ```
/// 0 u8 version = 1   3 u8 rows       8 f64 capture time, ms   20 f32 metres for one unit
/// 1 u8 kind = 2      4 u8 columns   16 u32 sequence           24 i16 x 3 rows columns
/// 2 u8 pad           5 u8 x 3 reserved
/// ```
///
/// @param pad index in the robot's description
/// @param captureMs gateway clock
/// @param sequence unsigned 32 bits
/// @param displacement rows x columns x 3, metres in the pad's frame, row by row
public record TactilePacket(int pad, int rows, int columns, double captureMs, long sequence, float[] displacement) {
    public static final int VERSION = 1;
    public static final int KIND = 2;

    private static final int HEADER = 24;

    public TactilePacket {
        if (pad < 0 || pad > 255 || rows < 1 || rows > 255 || columns < 1 || columns > 255) {
            throw new IllegalArgumentException("pad " + pad + " with " + rows + " x " + columns
                    + " markers does not fit the packet; each is one byte");
        }
        if (displacement.length != 3 * rows * columns) {
            throw new IllegalArgumentException(
                    "displacement has " + displacement.length + " values, not 3 x " + rows + " x " + columns);
        }
    }

    public byte[] encode() {
        float largest = 0;
        for (float value : displacement) {
            largest = Math.max(largest, Math.abs(value));
        }
        float unit = largest / Short.MAX_VALUE;
        ByteBuffer out =
                ByteBuffer.allocate(HEADER + Short.BYTES * displacement.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) VERSION)
                .put((byte) KIND)
                .put((byte) pad)
                .put((byte) rows)
                .put((byte) columns);
        out.put(new byte[3]).putDouble(captureMs).putInt((int) sequence).putFloat(unit);
        for (float value : displacement) {
            out.putShort(unit == 0 ? 0 : (short) Math.round(value / unit));
        }
        return out.array();
    }

    public static TactilePacket decode(byte[] packet) throws MalformedPacketException {
        if (packet.length < HEADER) {
            throw new MalformedPacketException(
                    "tactile packet of " + packet.length + " bytes is shorter than its " + HEADER + "-byte header");
        }
        ByteBuffer in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int version = Byte.toUnsignedInt(in.get());
        int kind = Byte.toUnsignedInt(in.get());
        if (version != VERSION || kind != KIND) {
            throw new MalformedPacketException("packet of version " + version + " and kind " + kind
                    + " is no tactile packet of version " + VERSION);
        }
        int pad = Byte.toUnsignedInt(in.get());
        int rows = Byte.toUnsignedInt(in.get());
        int columns = Byte.toUnsignedInt(in.get());
        in.position(8);
        double captureMs = in.getDouble();
        long sequence = Integer.toUnsignedLong(in.getInt());
        float unit = in.getFloat();
        if (rows == 0 || columns == 0 || in.remaining() != Short.BYTES * 3 * rows * columns) {
            throw new MalformedPacketException("tactile packet of " + packet.length + " bytes does not hold its " + rows
                    + " x " + columns + " markers");
        }
        float[] displacement = new float[3 * rows * columns];
        for (int i = 0; i < displacement.length; i++) {
            displacement[i] = unit * in.getShort();
        }
        return new TactilePacket(pad, rows, columns, captureMs, sequence, displacement);
    }
}
