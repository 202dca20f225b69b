package io.teleloop.sim.robot;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.contract.v1.Joint;
import io.teleloop.contract.v1.Link;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Shape;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.TactilePad;
import io.teleloop.contract.v1.TrackedObject;
import io.teleloop.sim.Environment;
import io.teleloop.sim.arm.Finger;
import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.arm.TactileField;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.mujoco.DoubleView;
import io.teleloop.sim.mujoco.FloatView;
import io.teleloop.sim.mujoco.IntView;
import io.teleloop.sim.mujoco.ObjectType;
import io.teleloop.sim.mujoco.Simulation;
import java.util.ArrayList;
import java.util.List;

/// Reads from the physics model what the robot says of itself.
public final class DescriptionBuilder {
    static final List<String> JOINTS = List.of(
            "joint1", "joint2", "joint3", "joint4", "joint5", "joint6", "joint7", "left-finger", "right-finger");

    private static final String BASE_FRAME = "base";
    private static final String TCP_FRAME = "tcp";
    private static final double LINEAR_ACCELERATION = 2;
    private static final double ANGULAR_ACCELERATION = 8;
    /// A little longer than the arm's own leash: the gateway measures from an older pose.
    private static final double LEASH = 0.015;
    /// A reading may be this many periods old before it counts as missing.
    private static final double TOLERATED_PERIODS = 3;
    /// MuJoCo cameras look along -z with y up, the contract's along z with y down: half a turn about x.
    private static final Quaternion CAMERA_AXES = new Quaternion(0, 1, 0, 0);
    /// The pads' sites have their normal along -y, the contract's pads along z: a quarter turn about x.
    private static final Quaternion PAD_AXES = Quaternion.about(new Vec3(1, 0, 0), Math.PI / 2);
    private static final double FINGER_FORCE = 30;

    private final Environment environment;
    private final Simulation simulation;
    private final StreamRates rates;

    DescriptionBuilder(Environment environment, StreamRates rates) {
        this.environment = environment;
        this.simulation = environment.simulation();
        this.rates = rates;
    }

    /// What a simulated robot of that name says of itself when it senses at the usual rates.
    public static RobotDescription describe(Environment environment, String robotId) {
        return new DescriptionBuilder(environment, StreamRates.DEFAULT).describe(robotId);
    }

    RobotDescription describe(String robotId) {
        RobotDescription.Builder robot = RobotDescription.newBuilder()
                .setRobotId(robotId)
                .setModel("sim-arm-7")
                .setTask(environment.task().name())
                .setInstruction(environment.task().instruction())
                .addAllLinks(links())
                .setActionSpace(actionSpace())
                .setLimits(limits())
                .addAllStreams(streams())
                .setResettable(true);
        JOINTS.forEach(joint -> robot.addJoints(joint(joint)));
        for (String object : environment.task().objects()) {
            robot.addObjects(TrackedObject.newBuilder()
                    .setName(object)
                    .addAllShapes(shapes(simulation.id(ObjectType.BODY, object))));
        }
        CameraSpec.ALL.forEach(camera -> robot.addCameras(camera(camera)));
        for (Finger finger : Finger.values()) {
            robot.addTactilePads(pad(finger));
        }
        return robot.build();
    }

    private Joint joint(String name) {
        int id = simulation.id(ObjectType.JOINT, name);
        DoubleView range = simulation.model("jnt_range");
        boolean finger = name.endsWith("finger");
        double effort = finger
                ? FINGER_FORCE
                : simulation.model("actuator_ctrlrange").get(2 * simulation.id(ObjectType.ACTUATOR, name) + 1);
        return Joint.newBuilder()
                .setName(name)
                .setKind(finger ? Joint.Kind.PRISMATIC : Joint.Kind.REVOLUTE)
                .setLower(range.get(2 * id))
                .setUpper(range.get(2 * id + 1))
                .setEffortLimit(effort)
                .build();
    }

    /// The arm's bodies and what is fixed to the world, parents before children.
    private List<Link> links() {
        List<Link> links = new ArrayList<>();
        links.add(Link.newBuilder()
                .setName("surroundings")
                .setOrigin(Wire.pose(new Pose(Vec3.ZERO, Quaternion.IDENTITY)))
                .addAllShapes(shapes(0))
                .build());
        IntView parents = simulation.modelInts("body_parentid");
        int last = simulation.id(ObjectType.BODY, "right-finger");
        for (int body = simulation.id(ObjectType.BODY, "link0"); body <= last; body++) {
            Link.Builder link = Link.newBuilder()
                    .setName(simulation.name(ObjectType.BODY, body))
                    .setOrigin(Wire.pose(pose("body_pos", "body_quat", body)))
                    .addAllShapes(shapes(body));
            if (parents.get(body) > 0) {
                link.setParent(simulation.name(ObjectType.BODY, parents.get(body)));
            }
            int joint = simulation.modelInts("body_jntadr").get(body);
            if (joint >= 0) {
                link.setJoint(simulation.name(ObjectType.JOINT, joint));
                link.setAxis(Wire.vector(vector("jnt_axis", joint)));
            }
            links.add(link.build());
        }
        return links;
    }

    private List<Shape> shapes(int body) {
        List<Shape> shapes = new ArrayList<>();
        int first = simulation.modelInts("body_geomadr").get(body);
        int count = simulation.modelInts("body_geomnum").get(body);
        for (int geom = first; geom < first + count; geom++) {
            Shape.Kind kind = kind(simulation.modelInts("geom_type").get(geom));
            if (kind != Shape.Kind.KIND_UNSPECIFIED
                    && simulation.modelInts("geom_group").get(geom) <= 2) {
                shapes.add(Shape.newBuilder()
                        .setKind(kind)
                        .setOrigin(Wire.pose(pose("geom_pos", "geom_quat", geom)))
                        .setSize(Wire.vector(vector("geom_size", geom)))
                        .setRgba(rgba(geom))
                        .build());
            }
        }
        return shapes;
    }

    private static Shape.Kind kind(int mujocoGeomType) {
        return switch (mujocoGeomType) {
            case 2 -> Shape.Kind.SPHERE;
            case 3 -> Shape.Kind.CAPSULE;
            case 5 -> Shape.Kind.CYLINDER;
            case 6 -> Shape.Kind.BOX;
            default -> Shape.Kind.KIND_UNSPECIFIED;
        };
    }

    private int rgba(int geom) {
        int material = simulation.modelInts("geom_matid").get(geom);
        FloatView colours = simulation.modelFloats(material < 0 ? "geom_rgba" : "mat_rgba");
        int start = 4 * (material < 0 ? geom : material);
        int rgba = 0;
        for (int channel = 0; channel < 4; channel++) {
            rgba = (rgba << 8) | Math.round(255 * colours.get(start + channel));
        }
        return rgba;
    }

    private Camera camera(CameraSpec spec) {
        int id = simulation.id(ObjectType.CAMERA, spec.name());
        boolean fixed = simulation.modelInts("cam_bodyid").get(id) == 0;
        double[] rotation = simulation.camXmat().copy(9 * id, 9);
        DoubleView positions = simulation.camXpos();
        Vec3 position = new Vec3(positions.get(3 * id), positions.get(3 * id + 1), positions.get(3 * id + 2));
        Pose inBase = new Pose(position, Quaternion.ofMatrix(rotation, 0).times(CAMERA_AXES));
        return Camera.newBuilder()
                .setName(spec.name())
                .setWidth(spec.width())
                .setHeight(spec.height())
                .setFrameRateHz(rates.cameraHz())
                .setVerticalFovDeg(simulation.model("cam_fovy").get(id))
                .setParentFrame(fixed ? BASE_FRAME : TCP_FRAME)
                .setPose(Wire.pose(
                        fixed ? inBase : environment.arm().tcp().inverse().times(inBase)))
                .build();
    }

    private TactilePad pad(Finger finger) {
        int site = simulation.id(ObjectType.SITE, finger.pad());
        Pose pose = pose("site_pos", "site_quat", site);
        return TactilePad.newBuilder()
                .setName(padName(finger))
                .setRows(TactileField.ROWS)
                .setColumns(TactileField.COLUMNS)
                .setPitchM(TactileField.PITCH)
                .setLink(simulation.name(
                        ObjectType.BODY, simulation.modelInts("site_bodyid").get(site)))
                .setPose(Wire.pose(new Pose(pose.position(), pose.orientation().times(PAD_AXES))))
                .build();
    }

    static String padName(Finger finger) {
        return switch (finger) {
            case LEFT -> "left";
            case RIGHT -> "right";
        };
    }

    private static ActionSpace actionSpace() {
        ActionSpace.Builder space = ActionSpace.newBuilder();
        for (String axis : List.of("x", "y", "z")) {
            space.addDimensions(symmetric("linear." + axis, "m/s", SimulatedArm.MAX_SPEED));
        }
        for (String axis : List.of("x", "y", "z")) {
            space.addDimensions(symmetric("angular." + axis, "rad/s", SimulatedArm.MAX_TURN));
        }
        return space.addDimensions(ActionDimension.newBuilder()
                        .setName("gripper")
                        .setUnit("m")
                        .setMaximum(SimulatedArm.MAX_OPENING))
                .build();
    }

    private static ActionDimension symmetric(String name, String unit, double bound) {
        return ActionDimension.newBuilder()
                .setName(name)
                .setUnit(unit)
                .setMinimum(-bound)
                .setMaximum(bound)
                .build();
    }

    private static ControlLimits limits() {
        return ControlLimits.newBuilder()
                .setLinearVelocity(SimulatedArm.MAX_SPEED)
                .setAngularVelocity(SimulatedArm.MAX_TURN)
                .setLinearAcceleration(LINEAR_ACCELERATION)
                .setAngularAcceleration(ANGULAR_ACCELERATION)
                .setLeashM(LEASH)
                .setWorkspaceMin(Wire.vector(SimulatedArm.WORKSPACE.lowest()))
                .setWorkspaceMax(Wire.vector(SimulatedArm.WORKSPACE.highest()))
                .build();
    }

    private List<StreamDescription> streams() {
        List<StreamDescription> streams = new ArrayList<>();
        streams.add(stream(Streams.JOINTS, "foxglove.JointStates", rates.stateHz()));
        streams.add(stream(Streams.TCP, "foxglove.PoseInFrame", rates.stateHz()));
        streams.add(stream(Streams.TWIST, "teleloop.v1.Twist", rates.stateHz()));
        streams.add(stream(Streams.WRENCH, "teleloop.v1.Wrench", rates.stateHz()));
        streams.add(stream(Streams.GRIPPER, "teleloop.v1.GripperState", rates.stateHz()));
        streams.add(stream(Streams.OBJECTS, "foxglove.FrameTransforms", rates.stateHz()));
        streams.add(stream(Streams.TASK, "teleloop.v1.TaskStatus", rates.stateHz()));
        for (Finger finger : Finger.values()) {
            streams.add(stream(Streams.tactile(padName(finger)), "teleloop.v1.TactileField", rates.tactileHz()));
        }
        for (CameraSpec camera : CameraSpec.ALL) {
            streams.add(stream(Streams.camera(camera.name()), "foxglove.CompressedImage", rates.cameraHz()));
        }
        return streams;
    }

    private static StreamDescription stream(String name, String schema, double rate) {
        return StreamDescription.newBuilder()
                .setName(name)
                .setSchema(schema)
                .setRateHz(rate)
                .setToleranceNs(Math.round(TOLERATED_PERIODS * 1e9 / rate))
                .build();
    }

    private Pose pose(String positions, String orientations, int index) {
        DoubleView q = simulation.model(orientations);
        return new Pose(
                vector(positions, index),
                new Quaternion(q.get(4 * index), q.get(4 * index + 1), q.get(4 * index + 2), q.get(4 * index + 3)));
    }

    private Vec3 vector(String array, int index) {
        DoubleView v = simulation.model(array);
        return new Vec3(v.get(3 * index), v.get(3 * index + 1), v.get(3 * index + 2));
    }
}
