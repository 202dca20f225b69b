package io.teleloop.sim.mujoco;

/// Kinds of named model elements, with MuJoCo's codes (mjtObj).
public enum ObjectType {
    BODY(1),
    JOINT(3),
    GEOM(5),
    SITE(6),
    CAMERA(7),
    MATERIAL(14),
    EQUALITY(17),
    ACTUATOR(19),
    SENSOR(20),
    KEYFRAME(24);

    private final int code;

    ObjectType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
