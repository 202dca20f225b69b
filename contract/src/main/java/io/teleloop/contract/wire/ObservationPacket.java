package io.teleloop.contract.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What an operator's page shows of the robot at one moment. Base frame, SI units; poses are position (3) and
/// quaternion x y z w (4).
///
/// ```
///  0 u8  version = 1        24 f32 command age, ms
///  1 u8  kind = 1           28 f32 task progress
///  2 u16 flags              32 u16 nj
///  4 u32 sequence           34 u16 no
///  8 f64 capture time, ms   36 u32 reserved
/// 16 f64 send time, ms      40 f32 x (nj + 7 + 6 + 6 + 1 + 7 + 7 no)
/// ```
///
/// @param success the task says that it is done
/// @param engaged an engagement is on
/// @param sequence unsigned 32 bits
/// @param captureMs gateway clock
/// @param sentMs gateway clock
/// @param commandAgeMs age of the newest accepted command, -1 for none
/// @param progress 0 to 1
/// @param joints positions, in the order of the description
/// @param tcp pose of the tool centre point
/// @param twist linear (3), angular (3)
/// @param wrench force (3), torque (3)
/// @param gripper opening
/// @param target pose that was sent last
/// @param objects poses one after the other, in the order of the description
public record ObservationPacket(
        boolean success,
        boolean engaged,
        long sequence,
        double captureMs,
        double sentMs,
        float commandAgeMs,
        float progress,
        float[] joints,
        float[] tcp,
        float[] twist,
        float[] wrench,
        float gripper,
        float[] target,
        float[] objects) {
    public static final int VERSION = 1;
    public static final int KIND = 1;

    private static final int HEADER = 40;
    private static final int POSE = 7;
    private static final int FIXED = POSE + 6 + 6 + 1 + POSE;
    private static final int SUCCESS = 1;
    private static final int ENGAGED = 2;

    public ObservationPacket {
        requireLength("tcp", tcp, POSE);
        requireLength("twist", twist, 6);
        requireLength("wrench", wrench, 6);
        requireLength("target", target, POSE);
        if (objects.length % POSE != 0) {
            throw new IllegalArgumentException("objects has " + objects.length + " values, not 7 for each object");
        }
    }

    private static void requireLength(String name, float[] values, int length) {
        if (values.length != length) {
            throw new IllegalArgumentException(name + " has " + values.length + " values, not " + length);
        }
    }

    public byte[] encode() {
        int values = joints.length + FIXED + objects.length;
        ByteBuffer out = ByteBuffer.allocate(HEADER + Float.BYTES * values).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) VERSION).put((byte) KIND).putShort((short) ((success ? SUCCESS : 0) | (engaged ? ENGAGED : 0)));
        out.putInt((int) sequence).putDouble(captureMs).putDouble(sentMs);
        out.putFloat(commandAgeMs).putFloat(progress);
        out.putShort((short) joints.length)
                .putShort((short) (objects.length / POSE))
                .putInt(0);
        out.asFloatBuffer()
                .put(joints)
                .put(tcp)
                .put(twist)
                .put(wrench)
                .put(gripper)
                .put(target)
                .put(objects);
        return out.array();
    }

    public static ObservationPacket decode(byte[] packet) throws MalformedPacketException {
        if (packet.length < HEADER) {
            throw new MalformedPacketException(
                    "observation packet of " + packet.length + " bytes is shorter than its " + HEADER + "-byte header");
        }
        ByteBuffer in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int version = Byte.toUnsignedInt(in.get());
        int kind = Byte.toUnsignedInt(in.get());
        if (version != VERSION || kind != KIND) {
            throw new MalformedPacketException("packet of version " + version + " and kind " + kind
                    + " is no observation packet of version " + VERSION);
        }
        int flags = Short.toUnsignedInt(in.getShort());
        long sequence = Integer.toUnsignedLong(in.getInt());
        double captureMs = in.getDouble();
        double sentMs = in.getDouble();
        float commandAgeMs = in.getFloat();
        float progress = in.getFloat();
        int joints = Short.toUnsignedInt(in.getShort());
        int objects = Short.toUnsignedInt(in.getShort());
        in.getInt();
        if (in.remaining() != Float.BYTES * (joints + FIXED + POSE * objects)) {
            throw new MalformedPacketException("observation packet of " + packet.length + " bytes does not hold its "
                    + joints + " joints and " + objects + " objects");
        }
        return new ObservationPacket(
                (flags & SUCCESS) != 0,
                (flags & ENGAGED) != 0,
                sequence,
                captureMs,
                sentMs,
                commandAgeMs,
                progress,
                floats(in, joints),
                floats(in, POSE),
                floats(in, 6),
                floats(in, 6),
                in.getFloat(),
                floats(in, POSE),
                floats(in, POSE * objects));
    }

    private static float[] floats(ByteBuffer in, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = in.getFloat();
        }
        return values;
    }
}
