package io.teleloop.sim.task;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Wrench;
import java.util.Map;

/// What a scripted expert sees: only what a remote operator gets over the network too.
///
/// @param time           robot clock (s); only differences matter
/// @param tcp            measured tool centre point in the base frame; its z axis points out of the gripper
/// @param wrench         tared wrist wrench in base axes; positive force z means that the tool is pushed up
/// @param gripperOpening measured distance between the pads (m)
/// @param objects        pose of each published object of the task, by name, in the base frame
public record ExpertObservation(
        double time, Pose tcp, Wrench wrench, double gripperOpening, Map<String, Pose> objects) {
    public ExpertObservation {
        objects = Map.copyOf(objects);
    }

    /// The pose of a published object.
    ///
    /// @throws IllegalArgumentException when the task publishes no such object
    public Pose object(String name) {
        Pose pose = objects.get(name);
        if (pose == null) {
            throw new IllegalArgumentException(
                    "The observation has no object '" + name + "'; it has " + objects.keySet());
        }
        return pose;
    }
}
