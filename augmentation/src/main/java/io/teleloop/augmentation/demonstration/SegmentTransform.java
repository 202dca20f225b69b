package io.teleloop.augmentation.demonstration;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.task.ExpertObservation;

/// Moves a segment's motion to the scene as it is when the segment begins: T_tcp = G T_tcp_source with
/// G = T_object inv(T_object_source), as in MimicGen.
///
/// Where the gripper carries an object, it is that object which goes where it went in the source, T_held = G
/// T_held_source, so the tool goes to T_tcp = G T_held_source inv(T_held_now) T_tcp_now. (MimicGen assumes that an
/// object lies in the gripper as it did in the source and stays so; a peg that has 0.8 mm of room would miss.)
///
/// @param scene G
record SegmentTransform(Subtask subtask, Segment segment, Pose scene) {
    private static final Vec3 UP = new Vec3(0, 0, 1);

    static SegmentTransform of(Subtask subtask, Segment segment, ExpertObservation now) {
        Pose object = now.object(subtask.object());
        Pose source = segment.object(subtask.object());
        SegmentTransform best = null;
        double smallest = Double.POSITIVE_INFINITY;
        // Of the ways that look alike, the one that turns the gripper least.
        for (int turn = 0; turn < subtask.symmetry(); turn++) {
            Quaternion turned = Quaternion.about(UP, 2 * Math.PI * turn / subtask.symmetry());
            Pose scene = object.times(new Pose(Vec3.ZERO, turned)).times(source.inverse());
            SegmentTransform transform = new SegmentTransform(subtask, segment, scene);
            double angle = angle(transform.tcp(0, now).orientation(), now.tcp().orientation());
            if (best == null || angle < smallest - 1e-9) {
                best = transform;
                smallest = angle;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("subtask " + subtask.phase() + " has an object without an orientation");
        }
        return best;
    }

    /// Where the tool should be at a tick of the segment.
    Pose tcp(int tick, ExpertObservation now) {
        String held = subtask.held();
        if (held == null) {
            return scene.times(segment.tcp(tick));
        }
        Pose inGripper = now.tcp().inverse().times(now.object(held));
        return scene.times(segment.object(held, tick)).times(inGripper.inverse());
    }

    /// What the source's tool was told at a tick, in this scene.
    Twist twist(int tick) {
        Twist source = segment.twist(tick);
        return new Twist(
                scene.orientation().rotate(source.linear()), scene.orientation().rotate(source.angular()));
    }

    /// Between two orientations, rad.
    static double angle(Quaternion one, Quaternion other) {
        return one.times(other.inverse()).rotationVector().norm();
    }
}
