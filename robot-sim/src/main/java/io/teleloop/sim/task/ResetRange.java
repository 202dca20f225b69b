package io.teleloop.sim.task;

import java.util.random.RandomGenerator;

/// How far the start states of a task are spread, named as in MimicGen (Mandlekar et al. 2023): [#D0] is the task's
/// own, the others contain it.
///
/// | | places of objects and gripper | yaw of what stands fixed |
/// |---|---|---|
/// | D0 | as the task says | as the task says |
/// | D1 | 1.5 times as wide | as the task says |
/// | D2 | 1.5 times as wide | within 45 degrees to both sides |
public enum ResetRange {
    D0(1, 0),
    D1(1.5, 0),
    D2(1.5, Math.PI / 4);

    private final double spread;
    private final double yaw;

    ResetRange(double spread, double yaw) {
        this.spread = spread;
        this.yaw = yaw;
    }

    /// A length (m) of the task's own range in this one.
    public double wide(double length) {
        return spread * length;
    }

    /// The yaw (rad) of something that the task puts straight. The task's own range draws nothing, so that its start
    /// states stay what they are.
    public double turn(RandomGenerator random) {
        return yaw == 0 ? 0 : yaw * (2 * random.nextDouble() - 1);
    }
}
