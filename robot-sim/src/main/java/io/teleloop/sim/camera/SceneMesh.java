package io.teleloop.sim.camera;

import io.teleloop.sim.mujoco.DoubleView;
import io.teleloop.sim.mujoco.FloatView;
import io.teleloop.sim.mujoco.IntView;
import io.teleloop.sim.mujoco.Simulation;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The visible geoms of a simulation as triangles, in the geoms' frames and in the world's.
final class SceneMesh {
    /// MuJoCo's own default: geoms of groups 0 to 2 are seen.
    private static final int LAST_VISIBLE_GROUP = 2;
    private static final double INFINITE_PLANE = 3;
    private static final int PLANE = 0;

    private final Simulation simulation;
    private final Mesh[] meshes;
    private final Surface[] surfaces;
    private final float[] world;
    private final int[] geomOfTriangle;
    /// Poses as of the last capture: 9 and 3 numbers a geom.
    private final float[] rotations;
    private final float[] positions;

    SceneMesh(Simulation simulation) {
        this.simulation = simulation;
        int geoms = simulation.modelSize("ngeom");
        meshes = new Mesh[geoms];
        surfaces = new Surface[geoms];
        rotations = new float[9 * geoms];
        positions = new float[3 * geoms];
        Arrays.fill(rotations, Float.NaN);
        IntView group = simulation.modelInts("geom_group");
        int triangles = 0;
        for (int geom = 0; geom < geoms; geom++) {
            surfaces[geom] = surface(geom);
            boolean visible = group.get(geom) <= LAST_VISIBLE_GROUP && surfaces[geom].alpha() > 0.05;
            meshes[geom] = visible ? mesh(geom) : Mesh.EMPTY;
            triangles += meshes[geom].triangles();
        }
        world = new float[triangles * Mesh.TRIANGLE];
        geomOfTriangle = new int[triangles];
        int triangle = 0;
        for (int geom = 0; geom < geoms; geom++) {
            Arrays.fill(geomOfTriangle, triangle, triangle + meshes[geom].triangles(), geom);
            triangle += meshes[geom].triangles();
        }
    }

    private Mesh mesh(int geom) {
        DoubleView size = simulation.model("geom_size");
        double x = size.get(3 * geom);
        double y = size.get(3 * geom + 1);
        double z = size.get(3 * geom + 2);
        // MuJoCo's mjtGeom.
        return switch (simulation.modelInts("geom_type").get(geom)) {
            case PLANE -> Mesh.rectangle(x > 0 ? x : INFINITE_PLANE, y > 0 ? y : INFINITE_PLANE);
            case 2 -> Mesh.capsule(x, 0);
            case 3 -> Mesh.capsule(x, y);
            case 4 -> Mesh.ellipsoid(x, y, z);
            case 5 -> Mesh.cylinder(x, y);
            case 6 -> Mesh.box(x, y, z);
            default -> Mesh.EMPTY;
        };
    }

    private Surface surface(int geom) {
        boolean floor = simulation.modelInts("geom_type").get(geom) == PLANE;
        int material = simulation.modelInts("geom_matid").get(geom);
        FloatView rgba = simulation.modelFloats(material < 0 ? "geom_rgba" : "mat_rgba");
        int start = 4 * (material < 0 ? geom : material);
        float specular =
                material < 0 ? 0.3f : simulation.modelFloats("mat_specular").get(material);
        return new Surface(
                rgba.get(start), rgba.get(start + 1), rgba.get(start + 2), rgba.get(start + 3), specular, floor);
    }

    /// Whether a geom can be seen to be elsewhere than it was captured.
    boolean hasMoved() {
        return Motion.isSeen(rotations, simulation.geomXmat(), 0) || Motion.isSeen(positions, simulation.geomXpos(), 0);
    }

    /// Notes where the geoms are now.
    void capture() {
        Motion.note(rotations, simulation.geomXmat(), 0);
        Motion.note(positions, simulation.geomXpos(), 0);
    }

    /// Moves the world triangles to where the geoms were when they were captured.
    void place() {
        int out = 0;
        for (int geom = 0; geom < meshes.length; geom++) {
            float[] local = meshes[geom].data();
            for (int in = 0; in < local.length; in += Mesh.VERTEX) {
                place(geom, local, in, out + in);
            }
            out += local.length;
        }
    }

    private void place(int geom, float[] local, int in, int out) {
        float x = local[in];
        float y = local[in + 1];
        float z = local[in + 2];
        float nx = local[in + 3];
        float ny = local[in + 4];
        float nz = local[in + 5];
        for (int row = 0; row < 3; row++) {
            float a = rotations[9 * geom + 3 * row];
            float b = rotations[9 * geom + 3 * row + 1];
            float c = rotations[9 * geom + 3 * row + 2];
            world[out + row] = a * x + b * y + c * z + positions[3 * geom + row];
            world[out + 3 + row] = a * nx + b * ny + c * nz;
        }
    }

    int triangles() {
        return geomOfTriangle.length;
    }

    /// World triangles, laid out as in {@link Mesh}.
    float[] world() {
        return world;
    }

    /// The triangles that stay where they are as long as the model does, or all others.
    int[] triangles(boolean fixed) {
        return IntStream.range(0, triangles())
                .filter(triangle -> isFixed(geom(triangle)) == fixed)
                .toArray();
    }

    private boolean isFixed(int geom) {
        int body = simulation.modelInts("geom_bodyid").get(geom);
        boolean welded = simulation.modelInts("body_weldid").get(body) == 0;
        int root = simulation.modelInts("body_rootid").get(body);
        return welded && simulation.modelInts("body_mocapid").get(root) < 0;
    }

    int geom(int triangle) {
        return geomOfTriangle[triangle];
    }

    Surface surfaceOf(int geom) {
        return surfaces[geom];
    }
}
