package io.teleloop.sim.mujoco;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;

/// One MuJoCo model with its state, in an instance of its own.
///
/// Not thread safe: use one Simulation a thread; instances share nothing that changes. Views returned by it are live
/// and
/// stay valid as long as it does. Units and conventions are MuJoCo's: SI, quaternions (w, x, y, z), rotation matrices
/// row-major. Array shapes and meanings: <https://mujoco.readthedocs.io/en/stable/APIreference/APItypes.html>.
///
/// Derived quantities (positions of bodies, sensor data and so on) are those of the last {@link #step()} or
/// {@link #forward()}; note that `step` moves the state after having computed them.
public final class Simulation {
    private static final String MODEL = "MjModel";
    private static final String DATA = "MjData";
    private static final int DEFAULT_MEMORY = 48 << 20;
    private static final int ERROR_LENGTH = 1000;
    private static final int MJ_STEP = MujocoModule.function("mj_step");
    private static final int MJ_FORWARD = MujocoModule.function("mj_forward");
    private static final int MJ_JAC_SITE = MujocoModule.function("mj_jacSite");
    /// mjSTATE_INTEGRATION: all that the next step depends on.
    private static final int STATE_INTEGRATION = (1 << 14) - 1;
    private static final int FREE_JOINT = 0;

    private final MujocoModule module;
    private final LinearMemory memory;
    /// Addresses of the C++ wrappers, whose properties embind knows.
    private final int modelWrapper;
    private final int dataWrapper;
    /// Addresses of mjModel and mjData, which C functions take.
    private final int model;
    private final int data;
    private final long[] modelAndData;

    private final double timestep;
    private final int nv;
    private final DoubleView qpos;
    private final DoubleView qvel;
    private final DoubleView ctrl;
    private final DoubleView sensordata;
    private final DoubleView xpos;
    private final DoubleView xquat;
    private final DoubleView siteXpos;
    private final DoubleView siteXmat;
    private final DoubleView geomXpos;
    private final DoubleView geomXmat;
    private final DoubleView camXpos;
    private final DoubleView camXmat;
    private final DoubleView mocapPos;
    private final DoubleView mocapQuat;
    private final DoubleView qfrcActuator;
    private final int stateSize;
    private final int stateBuffer;
    private final int jacobianBuffer;

    private Simulation(String mjcf, int memoryLimit) {
        module = new MujocoModule(memoryLimit);
        memory = module.memory();
        requireValid(mjcf);
        EmbindRegistry registry = module.registry();
        int text = module.lengthPrefixedString(mjcf);
        modelWrapper = (int) module.checked(() -> registry.callStatic(MODEL, "from_xml_string", text));
        module.free(text);
        dataWrapper = (int) module.checked(() -> registry.construct(DATA, modelWrapper));
        // Both wrappers start with the pointer to what they wrap; the check below notices if that changes.
        model = memory.readInt(modelWrapper);
        data = memory.readInt(dataWrapper);
        modelAndData = new long[] {model, data};
        if (memory.readInt(model) != modelSize("nq")) {
            throw new IllegalStateException("MuJoCo's C++ wrappers have another layout than expected");
        }
        timestep = registry.real("MjOption", registry.integer(MODEL, modelWrapper, "opt"), "timestep");
        nv = modelSize("nv");
        qpos = data("qpos");
        qvel = data("qvel");
        ctrl = data("ctrl");
        sensordata = data("sensordata");
        xpos = data("xpos");
        xquat = data("xquat");
        siteXpos = data("site_xpos");
        siteXmat = data("site_xmat");
        geomXpos = data("geom_xpos");
        geomXmat = data("geom_xmat");
        camXpos = data("cam_xpos");
        camXmat = data("cam_xmat");
        mocapPos = data("mocap_pos");
        mocapQuat = data("mocap_quat");
        qfrcActuator = data("qfrc_actuator");
        stateSize = (int) module.call("mj_stateSize", model, STATE_INTEGRATION);
        stateBuffer = module.allocate(8 * stateSize);
        jacobianBuffer = module.allocate(8 * 6 * nv);
    }

    /// Loads a model; its state is the default one, before any {@link #forward()}.
    ///
    /// @param mjcf the model as MJCF text
    /// @throws MujocoException with MuJoCo's text when the model is wrong
    public static Simulation load(String mjcf) {
        return load(mjcf, DEFAULT_MEMORY);
    }

    /// Like {@link #load(String)} for a model that needs another amount of memory.
    ///
    /// @param memoryLimit bytes, allocated at once; at least 16 MiB
    public static Simulation load(String mjcf, int memoryLimit) {
        if (memoryLimit < 16 << 20) {
            throw new IllegalArgumentException("memoryLimit is " + memoryLimit + ", MuJoCo needs at least 16 MiB");
        }
        return new Simulation(mjcf, memoryLimit);
    }

    /// Parses and compiles the model once for its error text, which the C++ wrapper's exception leaves out.
    private void requireValid(String mjcf) {
        int error = module.allocate(ERROR_LENGTH);
        int text = module.cString(mjcf);
        memory.writeByte(error, (byte) 0);
        int spec = (int) module.call("mj_parseXMLString", text, 0, error, ERROR_LENGTH);
        if (spec == 0) {
            throw new MujocoException("MuJoCo cannot read the model: " + module.string(error));
        }
        int compiled = (int) module.call("mj_compile", spec, 0);
        if (compiled == 0) {
            throw new MujocoException(
                    "MuJoCo cannot compile the model: " + module.string((int) module.call("mjs_getError", spec)));
        }
        module.call("mj_deleteModel", compiled);
        module.call("mj_deleteSpec", spec);
        module.free(text);
        module.free(error);
    }

    // Running

    /// Advances by one time step.
    ///
    /// @throws MujocoException when the state became unstable (MuJoCo then resets the simulation) or MuJoCo fails
    public void step() {
        double before = time();
        module.call(MJ_STEP, modelAndData);
        if (time() <= before) {
            throw new MujocoException("The simulation became unstable at time " + before
                    + " s (bad position, velocity or acceleration) and MuJoCo reset it");
        }
    }

    /// Computes everything that follows from the state, without advancing time.
    public void forward() {
        module.call(MJ_FORWARD, modelAndData);
    }

    /// Back to the model's default state.
    public void reset() {
        module.call("mj_resetData", modelAndData);
    }

    /// Back to a keyframe of the model.
    ///
    /// @throws IllegalArgumentException when the model has no such keyframe
    public void resetToKeyframe(String name) {
        module.call("mj_resetDataKeyframe", model, data, id(ObjectType.KEYFRAME, name));
    }

    /// Simulated time (s).
    public double time() {
        return module.registry().real(DATA, dataWrapper, "time");
    }

    /// The time step (s).
    public double timestep() {
        return timestep;
    }

    /// Everything that the next step depends on, including the solver's warm start: restoring it continues bit for
    /// bit.
    public double[] state() {
        module.call("mj_getState", model, data, stateBuffer, STATE_INTEGRATION);
        double[] state = new double[stateSize];
        for (int i = 0; i < stateSize; i++) {
            state[i] = memory.readDouble(stateBuffer + 8 * i);
        }
        return state;
    }

    /// Restores what {@link #state()} gave; derived quantities follow with the next step or forward.
    ///
    /// @throws IllegalArgumentException when it is of another model's size
    public void restore(double[] state) {
        if (state.length != stateSize) {
            throw new IllegalArgumentException(
                    "The state has " + state.length + " numbers, this model's has " + stateSize);
        }
        for (int i = 0; i < stateSize; i++) {
            memory.writeF64(stateBuffer + 8 * i, state[i]);
        }
        module.call("mj_setState", model, data, stateBuffer, STATE_INTEGRATION);
    }

    // Names

    /// The index of a named element among its kind.
    ///
    /// @throws IllegalArgumentException when the model has none of that name
    public int id(ObjectType type, String name) {
        int text = module.cString(name);
        int id = (int) module.call("mj_name2id", model, type.code(), text);
        module.free(text);
        if (id < 0) {
            throw new IllegalArgumentException(
                    "The model has no " + type.name().toLowerCase(java.util.Locale.ROOT) + " named '" + name + "'");
        }
        return id;
    }

    /// The name of an element by its index; empty when it has none.
    public String name(ObjectType type, int id) {
        int text = (int) module.call("mj_id2name", model, type.code(), id);
        return text == 0 ? "" : module.string(text);
    }

    /// Where a sensor's values start in {@link #sensordata()}.
    public int sensorAddress(String name) {
        return modelInts("sensor_adr").get(id(ObjectType.SENSOR, name));
    }

    /// Where a joint's position starts in {@link #qpos()}.
    public int qposAddress(String joint) {
        return modelInts("jnt_qposadr").get(id(ObjectType.JOINT, joint));
    }

    /// Where a joint's velocity starts in {@link #qvel()}.
    public int qvelAddress(String joint) {
        return modelInts("jnt_dofadr").get(id(ObjectType.JOINT, joint));
    }

    /// Row of a mocap body in {@link #mocapPos()} and {@link #mocapQuat()}.
    ///
    /// @throws IllegalArgumentException when the body is not a mocap body
    public int mocapId(String body) {
        int id = modelInts("body_mocapid").get(id(ObjectType.BODY, body));
        if (id < 0) {
            throw new IllegalArgumentException("Body '" + body + "' is not a mocap body");
        }
        return id;
    }

    // Poses

    /// World pose of a body.
    public Pose bodyPose(int body) {
        return new Pose(
                new Vec3(xpos.get(3 * body), xpos.get(3 * body + 1), xpos.get(3 * body + 2)),
                new Quaternion(
                        xquat.get(4 * body),
                        xquat.get(4 * body + 1),
                        xquat.get(4 * body + 2),
                        xquat.get(4 * body + 3)));
    }

    /// World pose of a named body.
    public Pose bodyPose(String body) {
        return bodyPose(id(ObjectType.BODY, body));
    }

    /// World pose of a site.
    public Pose sitePose(int site) {
        return new Pose(
                new Vec3(siteXpos.get(3 * site), siteXpos.get(3 * site + 1), siteXpos.get(3 * site + 2)),
                Quaternion.ofMatrix(siteXmat.copy(9 * site, 9), 0));
    }

    /// Puts a free body somewhere, at rest.
    ///
    /// @throws IllegalArgumentException when the joint does not exist or is not free
    public void placeFreeJoint(String joint, Pose pose) {
        int id = id(ObjectType.JOINT, joint);
        if (modelInts("jnt_type").get(id) != FREE_JOINT) {
            throw new IllegalArgumentException("Joint '" + joint + "' is not a free joint");
        }
        setPose(qpos, qposAddress(joint), pose);
        qvel.set(qvelAddress(joint), 0, 0, 0, 0, 0, 0);
    }

    /// Puts a mocap body somewhere.
    public void placeMocap(String body, Pose pose) {
        int row = mocapId(body);
        Vec3 p = pose.position();
        Quaternion q = pose.orientation();
        mocapPos.set(3 * row, p.x(), p.y(), p.z());
        mocapQuat.set(4 * row, q.w(), q.x(), q.y(), q.z());
    }

    private static void setPose(DoubleView target, int start, Pose pose) {
        Vec3 p = pose.position();
        Quaternion q = pose.orientation();
        target.set(start, p.x(), p.y(), p.z(), q.w(), q.x(), q.y(), q.z());
    }

    /// Jacobian of a site.
    ///
    /// @param target 6 x nv, row-major: three rows of translation (m), then three of rotation (rad), in world axes
    public void siteJacobian(int site, double[] target) {
        if (target.length != 6 * nv) {
            throw new IllegalArgumentException("The Jacobian needs 6 x " + nv + " numbers, not " + target.length);
        }
        module.call(MJ_JAC_SITE, model, data, jacobianBuffer, jacobianBuffer + 8 * 3 * nv, site);
        for (int i = 0; i < target.length; i++) {
            target[i] = memory.readDouble(jacobianBuffer + 8 * i);
        }
    }

    // Sizes and arrays

    /// Number of position coordinates.
    public int nq() {
        return qpos.length();
    }

    /// Number of degrees of freedom.
    public int nv() {
        return nv;
    }

    /// Number of contacts found by the last step.
    public int contactCount() {
        return module.registry().integer(DATA, dataWrapper, "ncon");
    }

    /// A size of the model by MuJoCo's name, such as `ngeom`.
    public int modelSize(String name) {
        return module.registry().integer(MODEL, modelWrapper, name);
    }

    /// An array of doubles of mjModel by MuJoCo's name, such as `geom_size`; changing it changes the model.
    public DoubleView model(String name) {
        return new DoubleView(memory, module.registry().array(MODEL, modelWrapper, name));
    }

    /// An array of ints of mjModel by MuJoCo's name, such as `geom_type`.
    public IntView modelInts(String name) {
        return new IntView(memory, module.registry().array(MODEL, modelWrapper, name));
    }

    /// An array of floats of mjModel by MuJoCo's name, such as `geom_rgba`.
    public FloatView modelFloats(String name) {
        return new FloatView(memory, module.registry().array(MODEL, modelWrapper, name));
    }

    /// An array of doubles of mjData by MuJoCo's name, such as `qfrc_bias`.
    public DoubleView data(String name) {
        return new DoubleView(memory, module.registry().array(DATA, dataWrapper, name));
    }

    /// Joint positions (nq).
    public DoubleView qpos() {
        return qpos;
    }

    /// Joint velocities (nv).
    public DoubleView qvel() {
        return qvel;
    }

    /// Actuator controls (nu).
    public DoubleView ctrl() {
        return ctrl;
    }

    /// Sensor values; see {@link #sensorAddress}.
    public DoubleView sensordata() {
        return sensordata;
    }

    /// Body positions (nbody x 3).
    public DoubleView xpos() {
        return xpos;
    }

    /// Body orientations (nbody x 4).
    public DoubleView xquat() {
        return xquat;
    }

    /// Site positions (nsite x 3).
    public DoubleView siteXpos() {
        return siteXpos;
    }

    /// Site orientations (nsite x 9).
    public DoubleView siteXmat() {
        return siteXmat;
    }

    /// Geom positions (ngeom x 3).
    public DoubleView geomXpos() {
        return geomXpos;
    }

    /// Geom orientations (ngeom x 9).
    public DoubleView geomXmat() {
        return geomXmat;
    }

    /// Camera positions (ncam x 3).
    public DoubleView camXpos() {
        return camXpos;
    }

    /// Camera orientations (ncam x 9); a camera looks along its -z, y is up.
    public DoubleView camXmat() {
        return camXmat;
    }

    /// Mocap body positions (nmocap x 3).
    public DoubleView mocapPos() {
        return mocapPos;
    }

    /// Mocap body orientations (nmocap x 4).
    public DoubleView mocapQuat() {
        return mocapQuat;
    }

    /// Actuator forces in joint space (nv).
    public DoubleView qfrcActuator() {
        return qfrcActuator;
    }
}
