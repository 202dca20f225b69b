package io.teleloop.sim.arm;

import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.geometry.Wrench;
import io.teleloop.sim.mujoco.DoubleView;
import io.teleloop.sim.mujoco.ObjectType;
import io.teleloop.sim.mujoco.Simulation;

/// The six-axis force/torque sensor between arm and hand.
///
/// The weight of the hand and of what it holds is removed by taring in world axes, where a weight stays the same when
/// the hand turns.
final class WristSensor {
    private final Simulation simulation;
    private final int site;
    private final int forceSensor;
    private final int torqueSensor;
    private Wrench tare = Wrench.ZERO;

    WristSensor(Simulation simulation) {
        this.simulation = simulation;
        site = simulation.id(ObjectType.SITE, "wrist-sensor");
        forceSensor = simulation.sensorAddress("wrist-force");
        torqueSensor = simulation.sensorAddress("wrist-torque");
    }

    void tare() {
        tare = raw();
    }

    /// What the world does to the tool since the last tare, about the point `at`, in base axes.
    Wrench wrench(Vec3 at) {
        Wrench raw = raw();
        Vec3 force = raw.force().minus(tare.force());
        Vec3 arm = at.minus(simulation.sitePose(site).position());
        return new Wrench(force, raw.torque().minus(tare.torque()).minus(arm.cross(force)));
    }

    private Wrench raw() {
        Quaternion orientation = simulation.sitePose(site).orientation();
        // MuJoCo reports what the hand's side does to the arm's side against the load: the load is its negative.
        return new Wrench(
                orientation.rotate(vector(forceSensor)).times(-1),
                orientation.rotate(vector(torqueSensor)).times(-1));
    }

    private Vec3 vector(int address) {
        DoubleView data = simulation.sensordata();
        return new Vec3(data.get(address), data.get(address + 1), data.get(address + 2));
    }
}
