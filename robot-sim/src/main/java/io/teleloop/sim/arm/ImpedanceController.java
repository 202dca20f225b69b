package io.teleloop.sim.arm;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;

/// Cartesian impedance: the tool hangs on a spring and damper at the target pose, so that contact forces stay
/// bounded.
///
/// Torque = J^T (K (target - measured) - D (velocity - wanted velocity)), plus a weak pull towards the home posture
/// that acts in the null space only. The links' weight is compensated by the model.
final class ImpedanceController {
    /// N/m, N s/m, N m/rad, N m s/rad, N m/rad.
    private static final double STIFFNESS = 1400;
    private static final double DAMPING = 80;
    private static final double ROTATIONAL_STIFFNESS = 30;
    private static final double ROTATIONAL_DAMPING = 2.5;
    private static final double POSTURE_STIFFNESS = 8;

    private final double[] posture;
    private final NullSpace nullSpace;
    private final double[] force = new double[6];

    /// @param posture joint angles (rad) that the elbow tends to
    ImpedanceController(double[] posture) {
        this.posture = posture.clone();
        nullSpace = new NullSpace(posture.length);
    }

    /// Computes joint torques.
    ///
    /// @param jacobian 6 x stride, of which the first columns belong to the arm's joints
    /// @param joints   measured joint angles (rad)
    /// @param torques  receives one torque (N m) a joint
    void torques(
            Pose target,
            Twist feedForward,
            Pose measured,
            Twist velocity,
            double[] jacobian,
            int stride,
            double[] joints,
            double[] torques) {
        Vec3 offset = target.position().minus(measured.position());
        Vec3 turn = target.orientation().times(measured.orientation().inverse()).rotationVector();
        store(0, offset, STIFFNESS, feedForward.linear().minus(velocity.linear()), DAMPING);
        store(3, turn, ROTATIONAL_STIFFNESS, feedForward.angular().minus(velocity.angular()), ROTATIONAL_DAMPING);
        for (int joint = 0; joint < torques.length; joint++) {
            torques[joint] = POSTURE_STIFFNESS * (posture[joint] - joints[joint]);
        }
        nullSpace.project(jacobian, stride, torques);
        for (int joint = 0; joint < torques.length; joint++) {
            for (int row = 0; row < 6; row++) {
                torques[joint] += jacobian[row * stride + joint] * force[row];
            }
        }
    }

    private void store(int start, Vec3 offset, double stiffness, Vec3 velocity, double damping) {
        force[start] = stiffness * offset.x() + damping * velocity.x();
        force[start + 1] = stiffness * offset.y() + damping * velocity.y();
        force[start + 2] = stiffness * offset.z() + damping * velocity.z();
    }
}
