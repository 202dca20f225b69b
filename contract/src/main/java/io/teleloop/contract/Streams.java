package io.teleloop.contract;

/// Names of the streams that Teleloop knows. A robot may bring others: they are recorded all the same.
///
/// | stream | schema |
/// |---|---|
/// | `joints` | `foxglove.JointStates` |
/// | `tcp` | `foxglove.PoseInFrame`, frame "base" |
/// | `twist` | `teleloop.v1.Twist` |
/// | `wrench` | `teleloop.v1.Wrench` |
/// | `gripper` | `teleloop.v1.GripperState` |
/// | `objects` | `foxglove.FrameTransforms`, parent "base", child = object name |
/// | `task` | `teleloop.v1.TaskStatus` |
/// | `camera.NAME` | `foxglove.CompressedImage`, JPEG |
/// | `tactile.NAME` | `teleloop.v1.TactileField` |
/// | `command` | `teleloop.v1.Command`, written by the gateway |
/// | `step` | `teleloop.v1.Step`, written by the gateway |
public final class Streams {
    public static final String JOINTS = "joints";
    public static final String TCP = "tcp";
    public static final String TWIST = "twist";
    public static final String WRENCH = "wrench";
    public static final String GRIPPER = "gripper";
    public static final String OBJECTS = "objects";
    public static final String TASK = "task";
    public static final String COMMAND = "command";
    public static final String STEP = "step";

    private static final String CAMERA_PREFIX = "camera.";
    private static final String TACTILE_PREFIX = "tactile.";

    private Streams() {}

    public static String camera(String camera) {
        return CAMERA_PREFIX + camera;
    }

    public static boolean isCamera(String stream) {
        return stream.startsWith(CAMERA_PREFIX);
    }

    /// The name of the camera whose stream it is.
    public static String cameraName(String stream) {
        return stream.substring(CAMERA_PREFIX.length());
    }

    public static String tactile(String pad) {
        return TACTILE_PREFIX + pad;
    }

    public static boolean isTactile(String stream) {
        return stream.startsWith(TACTILE_PREFIX);
    }

    /// The topic of a stream's messages in an episode's file: `/camera/scene` for stream `camera.scene`.
    public static String topic(String stream) {
        return "/" + stream.replace('.', '/');
    }
}
