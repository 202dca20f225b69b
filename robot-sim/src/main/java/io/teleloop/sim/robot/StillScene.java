package io.teleloop.sim.robot;

import io.teleloop.sim.Environment;
import io.teleloop.sim.camera.SceneRenderer;
import io.teleloop.sim.camera.Segmentation;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.mujoco.ObjectType;
import io.teleloop.sim.mujoco.Simulation;
import io.teleloop.sim.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A task's scene put as it was seen, without physics: what a recorded episode's pictures show, and where. A free body
/// that nobody tracks is taken to be in the gripper. Not thread-safe.
public final class StillScene {
    private static final int FREE_JOINT = 0;
    private static final int LAST_VISIBLE_GROUP = 2;

    private final Environment environment;
    private final Simulation simulation;
    private final SceneRenderer renderer;
    private final Map<String, SceneRenderer.Camera> cameras = new HashMap<>();
    private final List<String> freeJoints = new ArrayList<>();

    public StillScene(Task task) {
        environment = new Environment(task);
        simulation = environment.simulation();
        renderer = new SceneRenderer(simulation);
        CameraSpec.ALL.forEach(
                camera -> cameras.put(camera.name(), renderer.camera(camera.name(), camera.width(), camera.height())));
        for (int joint = 0; joint < simulation.modelSize("njnt"); joint++) {
            if (simulation.modelInts("jnt_type").get(joint) == FREE_JOINT) {
                freeJoints.add(simulation.name(ObjectType.JOINT, joint));
            }
        }
    }

    /// @param joints positions by name (rad, m)
    /// @param objects poses of the tracked objects by name, base frame
    public void place(Map<String, Double> joints, Map<String, Pose> objects) {
        joints.forEach((name, position) -> simulation.qpos().set(simulation.qposAddress(name), position));
        simulation.forward();
        Pose tool = environment.arm().tcp();
        for (String joint : freeJoints) {
            simulation.placeFreeJoint(joint, objects.getOrDefault(joint, tool));
        }
        objects.forEach((name, pose) -> {
            int body = simulation.id(ObjectType.BODY, name);
            if (simulation.modelInts("body_mocapid").get(body) >= 0) {
                simulation.placeMocap(name, pose);
            }
        });
        simulation.forward();
        renderer.capture();
        renderer.prepare();
    }

    /// What a camera shows.
    ///
    /// @throws IllegalArgumentException when there is no such camera
    public Segmentation segment(String camera) {
        SceneRenderer.Camera view = cameras.get(camera);
        if (view == null) {
            throw new IllegalArgumentException("there is no camera '" + camera + "'; there are " + cameras.keySet());
        }
        return view.segment();
    }

    /// Name of a body of a segmentation.
    public String body(int index) {
        return simulation.name(ObjectType.BODY, index);
    }

    /// Where the tool centre point is.
    public Pose tcp() {
        return environment.arm().tcp();
    }

    /// A sphere (m, base frame).
    public record Sphere(Vec3 centre, double radius) {}

    /// Spheres around every visible part of robot and objects.
    public List<Sphere> occupied() {
        List<Sphere> spheres = new ArrayList<>();
        for (int geom = 0; geom < simulation.modelSize("ngeom"); geom++) {
            boolean ofTheWorld = simulation.modelInts("geom_bodyid").get(geom) == 0;
            if (!ofTheWorld && simulation.modelInts("geom_group").get(geom) <= LAST_VISIBLE_GROUP) {
                spheres.add(new Sphere(
                        new Vec3(
                                simulation.geomXpos().get(3 * geom),
                                simulation.geomXpos().get(3 * geom + 1),
                                simulation.geomXpos().get(3 * geom + 2)),
                        simulation.model("geom_rbound").get(geom)));
            }
        }
        return spheres;
    }
}
