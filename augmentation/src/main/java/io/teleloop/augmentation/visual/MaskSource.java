package io.teleloop.augmentation.visual;

import io.teleloop.sim.robot.StillScene.Sphere;
import java.util.List;

/// Tells what the pictures of one episode show. For simulated robots that follows from the recorded joints and objects
/// ([SimulatedMasks]); for others a network for segmentation and one for depth can stand here.
public interface MaskSource {
    /// @param camera its name
    /// @param timeNs when the picture was taken
    /// @throws IllegalArgumentException when nothing is known of that camera or time
    Masks masks(String camera, long timeNs);

    /// Where robot and objects are at a time: nothing may be put there.
    List<Sphere> occupied(long timeNs);
}
