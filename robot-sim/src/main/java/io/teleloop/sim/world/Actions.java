package io.teleloop.sim.world;

import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.task.Action;

/// Between the simulation's actions and the robot's action vector: linear x y z (m/s), angular x y z (rad/s), gripper
/// opening (m).
public final class Actions {
    private Actions() {}

    /// The vector of a simulation's action.
    public static float[] vector(Action action) {
        return vector(action.twist(), action.gripperOpening());
    }

    /// The vector of a twist and a gripper opening (m).
    public static float[] vector(Twist twist, double opening) {
        Vec3 linear = twist.linear();
        Vec3 angular = twist.angular();
        return new float[] {
            (float) linear.x(),
            (float) linear.y(),
            (float) linear.z(),
            (float) angular.x(),
            (float) angular.y(),
            (float) angular.z(),
            (float) opening
        };
    }

    /// The simulation's action of a vector.
    public static Action action(float[] vector) {
        return new Action(
                new Twist(new Vec3(vector[0], vector[1], vector[2]), new Vec3(vector[3], vector[4], vector[5])),
                vector[6]);
    }
}
