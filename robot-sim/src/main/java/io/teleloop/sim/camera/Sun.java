package io.teleloop.sim.camera;

/// The one directional light, and the shadows it casts on the workspace.
final class Sun {
    /// Unit vector towards the sun.
    static final float[] DIRECTION = unit(0.30f, -0.38f, 0.87f);

    private static final int SIZE = 768;
    /// Centre of the shadowed region and half its extent (m).
    private static final float[] CENTRE = {0.4f, 0, 0.2f};
    private static final float EXTENT = 0.75f;
    /// Depth tolerance that keeps a surface from shadowing itself (m).
    private static final float BIAS = 0.006f;
    private static final float SCALE = SIZE / (2 * EXTENT);
    private static final float[] RIGHT = unit(cross(new float[] {0, 1, 0}, DIRECTION));
    private static final float[] UP = cross(DIRECTION, RIGHT);

    private static final float[][] AXES = {RIGHT, UP, DIRECTION};

    private final float[] cameraPosition = new float[3];
    private final AffineFunction[] rays = {new AffineFunction(), new AffineFunction(), new AffineFunction()};
    private final DepthBuffer map = new DepthBuffer(SIZE, SIZE);
    private final AffineFunction plane = new AffineFunction();
    private final float[] x = new float[3];
    private final float[] y = new float[3];
    private final float[] height = new float[3];

    /// Finds anew what the sun sees.
    void update(SceneMesh scene) {
        map.clear(-1e9f);
        float[] world = scene.world();
        for (int triangle = 0; triangle < scene.triangles(); triangle++) {
            if (!scene.surfaceOf(scene.geom(triangle)).floor()) {
                draw(world, triangle);
            }
        }
    }

    private void draw(float[] world, int triangle) {
        for (int corner = 0; corner < 3; corner++) {
            int start = triangle * Mesh.TRIANGLE + corner * Mesh.VERTEX;
            float dx = world[start] - CENTRE[0];
            float dy = world[start + 1] - CENTRE[1];
            float dz = world[start + 2] - CENTRE[2];
            x[corner] = dot(RIGHT, dx, dy, dz) * SCALE + SIZE / 2f;
            y[corner] = dot(UP, dx, dy, dz) * SCALE + SIZE / 2f;
            height[corner] = dot(DIRECTION, dx, dy, dz);
        }
        float area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]);
        if (Math.abs(area) > 1e-4f) {
            plane.fit(x, y, height);
            map.draw(x, y, plane, triangle);
        }
    }

    /// Prepares {@link #visibility} for the points that a camera sees.
    void look(Viewpoint view) {
        float dx = view.position[0] - CENTRE[0];
        float dy = view.position[1] - CENTRE[1];
        float dz = view.position[2] - CENTRE[2];
        for (int i = 0; i < AXES.length; i++) {
            cameraPosition[i] = dot(AXES[i], dx, dy, dz);
            view.rayComponent(AXES[i], rays[i]);
        }
    }

    /// How much of the sun, 0 to 1, reaches what the camera sees at picture point (x, y) in a depth (m).
    ///
    /// The bilinear mean of the four nearest samples of the map.
    float visibility(float x, float y, float depth) {
        float u = (cameraPosition[0] + depth * rays[0].at(x, y)) * SCALE + SIZE / 2f - 0.5f;
        float v = (cameraPosition[1] + depth * rays[1].at(x, y)) * SCALE + SIZE / 2f - 0.5f;
        int column = (int) u;
        int row = (int) v;
        if (u < 1 || v < 1 || column >= SIZE - 2 || row >= SIZE - 2) {
            return 1;
        }
        float at = cameraPosition[2] + depth * rays[2].at(x, y) + BIAS;
        int sample = row * SIZE + column;
        float[] heights = map.nearness;
        boolean a = heights[sample] > at;
        boolean b = heights[sample + 1] > at;
        boolean c = heights[sample + SIZE] > at;
        boolean d = heights[sample + SIZE + 1] > at;
        if (a == b && c == d && a == c) {
            return a ? 0 : 1;
        }
        float fu = u - column;
        float fv = v - row;
        float near = (a ? 0 : 1 - fu) + (b ? 0 : fu);
        float far = (c ? 0 : 1 - fu) + (d ? 0 : fu);
        return (1 - fv) * near + fv * far;
    }

    private static float dot(float[] axis, float x, float y, float z) {
        return axis[0] * x + axis[1] * y + axis[2] * z;
    }

    private static float[] cross(float[] a, float[] b) {
        return new float[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static float[] unit(float... v) {
        float length = (float) Math.sqrt(dot(v, v[0], v[1], v[2]));
        return new float[] {v[0] / length, v[1] / length, v[2] / length};
    }
}
