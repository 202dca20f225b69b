package io.teleloop.sim.camera;

import io.teleloop.sim.mujoco.Simulation;

/// A pinhole camera of the simulation, where it was when it was captured: world to picture and back.
///
/// Camera axes are MuJoCo's: x right, y up, looking along -z. Picture coordinates are samples, x right, y down.
final class Viewpoint {
    final float[] position = new float[3];
    /// Camera to world, row-major 3x3.
    final float[] rotation = new float[9];
    /// Samples a unit of tangent.
    final float focal;
    final float centreX;
    final float centreY;

    private final Simulation simulation;
    private final int camera;

    /// @param width of the picture in samples, like the height
    Viewpoint(Simulation simulation, int camera, int width, int height) {
        this.simulation = simulation;
        this.camera = camera;
        double fieldOfView = Math.toRadians(simulation.model("cam_fovy").get(camera));
        focal = (float) (height / 2.0 / Math.tan(fieldOfView / 2));
        centreX = width / 2f;
        centreY = height / 2f;
        capture();
    }

    /// Whether the camera can be seen to be elsewhere than it was captured.
    boolean hasMoved() {
        return Motion.isSeen(position, simulation.camXpos(), 3 * camera)
                || Motion.isSeen(rotation, simulation.camXmat(), 9 * camera);
    }

    /// Notes where the camera is now.
    void capture() {
        Motion.note(position, simulation.camXpos(), 3 * camera);
        Motion.note(rotation, simulation.camXmat(), 9 * camera);
    }

    /// A camera axis' component of a world offset: 0 right, 1 up, 2 backwards.
    float component(int axis, float dx, float dy, float dz) {
        return rotation[axis] * dx + rotation[3 + axis] * dy + rotation[6 + axis] * dz;
    }

    /// The component along a world axis of the ray (of depth 1) through a picture point, as a function of that point.
    void rayComponent(float[] axis, AffineFunction component) {
        float right = axis[0] * rotation[0] + axis[1] * rotation[3] + axis[2] * rotation[6];
        float up = axis[0] * rotation[1] + axis[1] * rotation[4] + axis[2] * rotation[7];
        float back = axis[0] * rotation[2] + axis[1] * rotation[5] + axis[2] * rotation[8];
        component.x = right / focal;
        component.y = -up / focal;
        component.constant = (up * centreY - right * centreX) / focal - back;
    }
}
