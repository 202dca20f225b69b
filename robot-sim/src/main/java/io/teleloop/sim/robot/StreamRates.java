package io.teleloop.sim.robot;

/// How often the simulated robot senses.
///
/// @param stateHz   joints, tool pose and velocity, wrench, gripper, objects, task status
/// @param tactileHz each tactile pad
/// @param cameraHz  each camera, at most: a frame is skipped while the one before is still being rendered
public record StreamRates(double stateHz, double tactileHz, double cameraHz) {
    public static final StreamRates DEFAULT = new StreamRates(100, 30, 15);

    public StreamRates {
        for (double rate : new double[] {stateHz, tactileHz, cameraHz}) {
            if (!(rate > 0 && rate <= 500)) {
                throw new IllegalArgumentException("a rate is " + rate + " Hz, it must be above 0 and at most 500");
            }
        }
    }
}
