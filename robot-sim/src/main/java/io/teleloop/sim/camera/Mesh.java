package io.teleloop.sim.camera;

import java.util.ArrayList;
import java.util.List;

/// Triangles in a geom's own frame.
///
/// @param data 18 numbers a triangle: three times position (m) and unit normal
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record Mesh(float[] data) {
    static final int VERTEX = 6;
    static final int TRIANGLE = 3 * VERTEX;

    static final Mesh EMPTY = new Mesh(new float[0]);

    private static final int SEGMENTS = 20;
    private static final int CAP_RINGS = 5;

    int triangles() {
        return data.length / TRIANGLE;
    }

    /// A rectangle in the x-y plane that faces +z.
    static Mesh rectangle(double halfX, double halfY) {
        List<double[]> vertices = new ArrayList<>();
        double[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
        for (int corner : new int[] {0, 1, 2, 0, 2, 3}) {
            vertices.add(new double[] {corners[corner][0] * halfX, corners[corner][1] * halfY, 0, 0, 0, 1});
        }
        return of(vertices);
    }

    /// A box given by its half extents.
    static Mesh box(double halfX, double halfY, double halfZ) {
        double[] half = {halfX, halfY, halfZ};
        List<double[]> vertices = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            int u = (axis + 1) % 3;
            int v = (axis + 2) % 3;
            for (int side = -1; side <= 1; side += 2) {
                double[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
                for (int corner : new int[] {0, 1, 2, 0, 2, 3}) {
                    double[] vertex = new double[VERTEX];
                    vertex[axis] = side * half[axis];
                    vertex[u] = corners[corner][0] * half[u];
                    vertex[v] = corners[corner][1] * half[v];
                    vertex[3 + axis] = side;
                    vertices.add(vertex);
                }
            }
        }
        return of(vertices);
    }

    /// A cylinder along z.
    static Mesh cylinder(double radius, double halfLength) {
        return lathe(new double[][] {
            {0, -halfLength, 0, -1},
            {radius, -halfLength, 0, -1},
            {radius, -halfLength, 1, 0},
            {radius, halfLength, 1, 0},
            {radius, halfLength, 0, 1},
            {0, halfLength, 0, 1}
        });
    }

    /// A capsule along z; a sphere when `halfLength` is 0.
    static Mesh capsule(double radius, double halfLength) {
        double[][] profile = new double[2 * CAP_RINGS][];
        for (int i = 0; i < CAP_RINGS; i++) {
            double angle = Math.PI / 2 * (1 - (double) i / (CAP_RINGS - 1));
            double c = Math.cos(angle);
            double s = Math.sin(angle);
            profile[i] = new double[] {radius * c, -halfLength - radius * s, c, -s};
            profile[2 * CAP_RINGS - 1 - i] = new double[] {radius * c, halfLength + radius * s, c, s};
        }
        return lathe(profile);
    }

    /// An ellipsoid given by its half axes.
    static Mesh ellipsoid(double halfX, double halfY, double halfZ) {
        float[] data = capsule(1, 0).data();
        double[] half = {halfX, halfY, halfZ};
        for (int vertex = 0; vertex < data.length; vertex += VERTEX) {
            double length = 0;
            for (int axis = 0; axis < 3; axis++) {
                data[vertex + axis] *= (float) half[axis];
                data[vertex + 3 + axis] /= (float) half[axis];
                length += data[vertex + 3 + axis] * data[vertex + 3 + axis];
            }
            for (int axis = 0; axis < 3; axis++) {
                data[vertex + 3 + axis] /= (float) Math.sqrt(length);
            }
        }
        return new Mesh(data);
    }

    /// Turns a profile about z.
    ///
    /// @param profile points {radius, z, normal's radial part, normal's z part} from bottom to top
    private static Mesh lathe(double[][] profile) {
        List<double[]> vertices = new ArrayList<>();
        for (int i = 0; i + 1 < profile.length; i++) {
            for (int segment = 0; segment < SEGMENTS; segment++) {
                double[] a = turned(profile[i], segment);
                double[] b = turned(profile[i], segment + 1);
                double[] c = turned(profile[i + 1], segment + 1);
                double[] d = turned(profile[i + 1], segment);
                if (profile[i][0] > 1e-9) {
                    vertices.addAll(List.of(a, b, c));
                }
                if (profile[i + 1][0] > 1e-9) {
                    vertices.addAll(List.of(a, c, d));
                }
            }
        }
        return of(vertices);
    }

    private static double[] turned(double[] point, int segment) {
        double angle = 2 * Math.PI * segment / SEGMENTS;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return new double[] {point[0] * c, point[0] * s, point[1], point[2] * c, point[2] * s, point[3]};
    }

    private static Mesh of(List<double[]> vertices) {
        float[] data = new float[vertices.size() * VERTEX];
        for (int i = 0; i < vertices.size(); i++) {
            for (int k = 0; k < VERTEX; k++) {
                data[i * VERTEX + k] = (float) vertices.get(i)[k];
            }
        }
        return new Mesh(data);
    }
}
