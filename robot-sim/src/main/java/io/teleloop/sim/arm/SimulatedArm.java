package io.teleloop.sim.arm;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.geometry.Wrench;
import io.teleloop.sim.mujoco.DoubleView;
import io.teleloop.sim.mujoco.ObjectType;
import io.teleloop.sim.mujoco.Simulation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/// The seven-joint arm of `arm.xml` with its gripper, wrist sensor and tactile pads, driven at physics rate.
///
/// It follows a target pose that moves with a twist between commands. The target never gets further from the measured
/// pose than a short leash: that bounds contact forces, and an arm that was blocked does not jump when it comes free.
/// All poses and twists are of the tool centre point (between the pads, z out of the gripper) in the robot's base
/// frame, which is the world frame. Not thread safe.
public final class SimulatedArm {
    public static final int JOINTS = 7;
    /// Widest distance between the pads (m).
    public static final double MAX_OPENING = 0.08;
    /// Fastest motion that a command may ask for (m/s, rad/s).
    public static final double MAX_SPEED = 0.25;
    public static final double MAX_TURN = 1.0;
    public static final Workspace WORKSPACE = new Workspace(new Vec3(0.25, -0.35, 0.102), new Vec3(0.75, 0.35, 0.55));

    private static final double[] HOME = {0, 0.1, 0, -2.3, 0, 2.4, 0.785};
    /// Longest offset of the target from the measured pose, per axis (m) and as an angle (rad).
    private static final double LEASH = 0.010;
    private static final double TURN_LEASH = 0.15;
    private static final double CONTROL_PERIOD_OF_MOVES = 0.02;

    private final Simulation simulation;
    private final ImpedanceController controller = new ImpedanceController(HOME);
    private final WristSensor wrist;
    private final Map<Finger, TactilePad> pads = new EnumMap<>(Finger.class);
    private final int tcpSite;
    private final int firstPosition;
    private final int firstVelocity;
    private final int fingerPosition;
    private final int fingerVelocity;
    private final int firstMotor;
    private final int gripperMotor;
    private final double[] jacobian;
    private final double[] joints = new double[JOINTS];
    private final double[] torques = new double[JOINTS];

    private volatile boolean movesAllowed = true;
    private Pose target;
    private Twist twist = Twist.ZERO;
    private double opening;

    /// @param simulation a model that includes `arm.xml`
    public SimulatedArm(Simulation simulation) {
        this.simulation = simulation;
        wrist = new WristSensor(simulation);
        for (Finger finger : Finger.values()) {
            pads.put(finger, new TactilePad(simulation, finger));
        }
        tcpSite = simulation.id(ObjectType.SITE, "tcp");
        firstPosition = simulation.qposAddress("joint1");
        firstVelocity = simulation.qvelAddress("joint1");
        fingerPosition = simulation.qposAddress("left-finger");
        fingerVelocity = simulation.qvelAddress("left-finger");
        firstMotor = simulation.id(ObjectType.ACTUATOR, "joint1");
        gripperMotor = simulation.id(ObjectType.ACTUATOR, "gripper");
        jacobian = new double[6 * simulation.nv()];
        target = tcp();
        home(MAX_OPENING);
    }

    public Simulation simulation() {
        return simulation;
    }

    // Motion

    /// Resets the whole simulation: the arm at home, at rest, gripper pointing down; objects where the model puts
    /// them.
    ///
    /// @param initialOpening distance between the pads (m)
    public void home(double initialOpening) {
        simulation.reset();
        simulation.qpos().set(firstPosition, HOME);
        simulation.qpos().set(fingerPosition, initialOpening / 2, initialOpening / 2);
        simulation.forward();
        hold();
        opening = initialOpening;
    }

    /// Makes the measured pose the target, and stops.
    public void hold() {
        target = tcp();
        twist = Twist.ZERO;
    }

    /// Sets where the tool should be now and how it should move from there on.
    ///
    /// The pose is clamped to {@link #WORKSPACE}, the twist to {@link #MAX_SPEED} and {@link #MAX_TURN}.
    public void follow(Pose pose, Twist velocity) {
        target = pose;
        drive(velocity);
    }

    /// Sets how the tool should move from now on.
    public void drive(Twist velocity) {
        twist = velocity.limited(MAX_SPEED, MAX_TURN);
    }

    /// Sets the wanted distance between the pads (m); 0 squeezes what is between them with 30 N.
    public void grip(double wantedOpening) {
        opening = Math.clamp(wantedOpening, 0, MAX_OPENING);
    }

    /// Advances the simulation by one physics step.
    public void step() {
        double dt = simulation.timestep();
        Pose measured = tcp();
        Quaternion turned =
                Quaternion.ofRotationVector(twist.angular().times(dt)).times(target.orientation());
        Vec3 wanted = target.position().plus(twist.linear().times(dt));
        Vec3 inside = WORKSPACE.clamp(wanted);
        target = new Pose(leash(inside, measured.position()), leash(turned, measured.orientation()));
        Twist feedForward = new Twist(withoutOutward(twist.linear(), wanted, inside), twist.angular());
        simulation.siteJacobian(tcpSite, jacobian);
        simulation.qpos().read(firstPosition, joints);
        controller.torques(target, feedForward, measured, velocity(), jacobian, simulation.nv(), joints, torques);
        simulation.ctrl().set(firstMotor, torques);
        simulation.ctrl().set(gripperMotor, opening / 2);
        simulation.step();
    }

    /// At a wall of the workspace the velocity towards it must not be fed forward: it would push the arm out.
    private static Vec3 withoutOutward(Vec3 velocity, Vec3 wanted, Vec3 inside) {
        return new Vec3(
                wanted.x() == inside.x() ? velocity.x() : 0,
                wanted.y() == inside.y() ? velocity.y() : 0,
                wanted.z() == inside.z() ? velocity.z() : 0);
    }

    private static Vec3 leash(Vec3 inside, Vec3 measured) {
        return new Vec3(
                Math.clamp(inside.x(), measured.x() - LEASH, measured.x() + LEASH),
                Math.clamp(inside.y(), measured.y() - LEASH, measured.y() + LEASH),
                Math.clamp(inside.z(), measured.z() - LEASH, measured.z() + LEASH));
    }

    private static Quaternion leash(Quaternion wanted, Quaternion measured) {
        Vec3 turn = wanted.times(measured.inverse()).rotationVector();
        return turn.norm() <= TURN_LEASH
                ? wanted.normalized()
                : Quaternion.ofRotationVector(turn.limited(TURN_LEASH)).times(measured);
    }

    /// Runs the simulation for `seconds` with a constant twist and opening.
    ///
    /// @throws CancellationException when moves are not allowed
    public void run(Twist velocity, double wantedOpening, double seconds) {
        drive(velocity);
        grip(wantedOpening);
        long steps = Math.round(seconds / simulation.timestep());
        for (long i = 0; i < steps; i++) {
            if (!movesAllowed) {
                throw new CancellationException("the arm was told to stop");
            }
            step();
        }
    }

    /// Moves in a straight line towards `goal` for exactly `seconds`, then holds; it arrives if there is time.
    ///
    /// @throws CancellationException when moves are not allowed
    public void moveTo(Pose goal, double wantedOpening, double seconds) {
        long periods = Math.round(seconds / CONTROL_PERIOD_OF_MOVES);
        for (long i = 0; i < periods; i++) {
            Pose now = tcp();
            Vec3 turn = goal.orientation().times(now.orientation().inverse()).rotationVector();
            Twist towards =
                    new Twist(goal.position().minus(now.position()).times(4), turn.times(4)).limited(0.2, MAX_TURN);
            run(towards, wantedOpening, CONTROL_PERIOD_OF_MOVES);
        }
        hold();
    }

    /// Allows the long moves {@link #run} and {@link #moveTo}, as at the beginning, or ends them at once.
    ///
    /// This method alone may be called from any thread.
    public void allowMoves(boolean allowed) {
        movesAllowed = allowed;
    }

    /// Declares the present load of the wrist sensor to be zero.
    public void tare() {
        wrist.tare();
    }

    // Measurements

    /// Pose of the tool centre point.
    public Pose tcp() {
        return simulation.sitePose(tcpSite);
    }

    /// Velocity of the tool centre point.
    public Twist tcpTwist() {
        simulation.siteJacobian(tcpSite, jacobian);
        return velocity();
    }

    private Twist velocity() {
        double[] v = new double[6];
        DoubleView qvel = simulation.qvel();
        int nv = simulation.nv();
        for (int row = 0; row < 6; row++) {
            for (int joint = 0; joint < JOINTS; joint++) {
                v[row] += jacobian[row * nv + firstVelocity + joint] * qvel.get(firstVelocity + joint);
            }
        }
        return new Twist(new Vec3(v[0], v[1], v[2]), new Vec3(v[3], v[4], v[5]));
    }

    /// The pose that the controller pulls towards.
    public Pose target() {
        return target;
    }

    /// What the world does to the tool since the last tare, at the tool centre point.
    public Wrench wrench() {
        return wrist.wrench(tcp().position());
    }

    /// Distance between the pads (m).
    public double opening() {
        return simulation.qpos().get(fingerPosition) + simulation.qpos().get(fingerPosition + 1);
    }

    /// Force with which the gripper motor closes the fingers (N); negative while it opens them.
    public double gripForce() {
        return -simulation.qfrcActuator().get(fingerVelocity);
    }

    /// How the markers of a fingertip are displaced now.
    public TactileField tactile(Finger finger) {
        return Objects.requireNonNull(pads.get(finger)).field();
    }

    /// Joint angles (rad).
    public double[] jointPositions() {
        return simulation.qpos().copy(firstPosition, JOINTS);
    }

    /// Joint velocities (rad/s).
    public double[] jointVelocities() {
        return simulation.qvel().copy(firstVelocity, JOINTS);
    }

    /// Motor torques (N m).
    public double[] jointEfforts() {
        return simulation.qfrcActuator().copy(firstVelocity, JOINTS);
    }
}
