package io.teleloop.sim.arm;

/// The two fingers of the gripper, with the names of their pads in the model.
public enum Finger {
    LEFT("left-pad"),
    RIGHT("right-pad");

    private final String pad;

    Finger(String pad) {
        this.pad = pad;
    }

    /// Name of the pad's site, geom and sensor in the model.
    public String pad() {
        return pad;
    }
}
