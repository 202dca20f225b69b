package io.teleloop.sim.camera;

import java.util.Arrays;

/// Projects the scene's triangles into a depth buffer, and keeps what shading needs of each.
final class Projection {
    private static final float NEAR = 0.02f;
    /// Numbers a vertex in camera space: right, up, depth, normal (3, world).
    private static final int VERTEX = 6;
    /// A triangle cut by the near plane has four corners, so it makes two triangles.
    private static final int PIECES = 2;
    /// Numbers a piece: of a flat one the normal, else normal/depth as three affine functions of the picture point.
    private static final int NORMAL = 9;

    private final SceneMesh scene;
    private final DepthBuffer buffer;
    private final int[] geoms;
    private final float[] normals;
    private final boolean[] flat;
    private final int[] fixed;
    private final int[] moving;
    private int pieces;
    private int fixedPieces;

    private final float[][] corners = new float[3][VERTEX];
    private final float[][] clipped = new float[4][VERTEX];
    private final float[] x = new float[3];
    private final float[] y = new float[3];
    private final float[] values = new float[3];
    private final AffineFunction plane = new AffineFunction();

    Projection(SceneMesh scene, DepthBuffer buffer) {
        this.scene = scene;
        this.buffer = buffer;
        fixed = scene.triangles(true);
        moving = scene.triangles(false);
        geoms = new int[PIECES * scene.triangles()];
        normals = new float[NORMAL * geoms.length];
        flat = new boolean[geoms.length];
    }

    /// Draws all triangles into the buffer, which is cleared first.
    void drawAll(Viewpoint view) {
        drawFixed(view);
        drawMoving(view);
    }

    /// Draws what never moves into the buffer, which is cleared first.
    void drawFixed(Viewpoint view) {
        buffer.clear(0);
        pieces = 0;
        draw(view, fixed);
        fixedPieces = pieces;
    }

    /// Draws what moves over what does not, which is in the buffer already.
    void drawMoving(Viewpoint view) {
        pieces = fixedPieces;
        draw(view, moving);
    }

    private void draw(Viewpoint view, int[] triangles) {
        for (int triangle : triangles) {
            if (toCamera(view, triangle)) {
                int count = clip();
                for (int k = 1; k + 1 < count; k++) {
                    drawPiece(view, scene.geom(triangle), clipped[0], clipped[k], clipped[k + 1]);
                }
            }
        }
    }

    /// Whether a sample's owner never moves; nothing never moves either.
    boolean isFixed(int piece) {
        return piece < fixedPieces;
    }

    int geom(int piece) {
        return geoms[piece];
    }

    /// The unit normal of a piece's surface at a picture point.
    void normal(int piece, float px, float py, float[] normal) {
        int start = NORMAL * piece;
        if (flat[piece]) {
            System.arraycopy(normals, start, normal, 0, 3);
            return;
        }
        float squares = 0;
        for (int axis = 0; axis < 3; axis++) {
            int f = start + 3 * axis;
            normal[axis] = normals[f] * px + normals[f + 1] * py + normals[f + 2];
            squares += normal[axis] * normal[axis];
        }
        float scale = 1 / (float) Math.sqrt(squares);
        for (int axis = 0; axis < 3; axis++) {
            normal[axis] *= scale;
        }
    }

    /// Fills the corners; false when the triangle faces away.
    private boolean toCamera(Viewpoint view, int triangle) {
        float[] world = scene.world();
        boolean facing = false;
        for (int k = 0; k < 3; k++) {
            int start = triangle * Mesh.TRIANGLE + k * Mesh.VERTEX;
            float dx = world[start] - view.position[0];
            float dy = world[start + 1] - view.position[1];
            float dz = world[start + 2] - view.position[2];
            float[] corner = corners[k];
            corner[0] = view.component(0, dx, dy, dz);
            corner[1] = view.component(1, dx, dy, dz);
            corner[2] = -view.component(2, dx, dy, dz);
            System.arraycopy(world, start + 3, corner, 3, 3);
            facing |= corner[3] * dx + corner[4] * dy + corner[5] * dz < 0;
        }
        return facing;
    }

    /// Cuts off what is nearer than the near plane; returns the number of corners left, 0, 3 or 4.
    private int clip() {
        int count = 0;
        for (int k = 0; k < 3; k++) {
            float[] a = corners[k];
            float[] b = corners[(k + 1) % 3];
            if (a[2] > NEAR) {
                System.arraycopy(a, 0, clipped[count++], 0, VERTEX);
            }
            if (a[2] > NEAR != b[2] > NEAR) {
                float share = (NEAR - a[2]) / (b[2] - a[2]);
                for (int i = 0; i < VERTEX; i++) {
                    clipped[count][i] = a[i] + share * (b[i] - a[i]);
                }
                count++;
            }
        }
        return count;
    }

    private void drawPiece(Viewpoint view, int geom, float[]... vertices) {
        for (int k = 0; k < 3; k++) {
            float inverse = 1 / vertices[k][2];
            x[k] = view.centreX + view.focal * vertices[k][0] * inverse;
            y[k] = view.centreY - view.focal * vertices[k][1] * inverse;
        }
        float area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]);
        if (Math.abs(area) < 1e-3f || outside()) {
            return;
        }
        storeNormal(vertices);
        for (int k = 0; k < 3; k++) {
            values[k] = 1 / vertices[k][2];
        }
        plane.fit(x, y, values);
        geoms[pieces] = geom;
        buffer.draw(x, y, plane, pieces);
        pieces++;
    }

    private void storeNormal(float[]... vertices) {
        int start = NORMAL * pieces;
        flat[pieces] = Arrays.equals(vertices[0], 3, VERTEX, vertices[1], 3, VERTEX)
                && Arrays.equals(vertices[0], 3, VERTEX, vertices[2], 3, VERTEX);
        if (flat[pieces]) {
            System.arraycopy(vertices[0], 3, normals, start, 3);
            return;
        }
        for (int axis = 0; axis < 3; axis++) {
            for (int k = 0; k < 3; k++) {
                values[k] = vertices[k][3 + axis] / vertices[k][2];
            }
            plane.fit(x, y, values);
            normals[start + 3 * axis] = plane.x;
            normals[start + 3 * axis + 1] = plane.y;
            normals[start + 3 * axis + 2] = plane.constant;
        }
    }

    private boolean outside() {
        return allBeyond(x, buffer.width) || allBeyond(y, buffer.height);
    }

    private static boolean allBeyond(float[] values, int size) {
        return max(values) < 0 || min(values) > size;
    }

    private static float max(float[] v) {
        return Math.max(v[0], Math.max(v[1], v[2]));
    }

    private static float min(float[] v) {
        return Math.min(v[0], Math.min(v[1], v[2]));
    }
}
