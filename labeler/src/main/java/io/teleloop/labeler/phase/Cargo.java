package io.teleloop.labeler.phase;

import io.teleloop.labeler.episode.Run;
import io.teleloop.labeler.episode.Vector;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Which tracked object a hold carries: the nearest of those that stay where they are in the tool's frame. A
/// tool that the gripper holds is no tracked object, so that nothing is carried by it.
final class Cargo {
    /// Nothing that is tracked.
    static final int NOTHING = -1;
    /// Something, of a robot that tracks nothing.
    static final int UNTRACKED = -2;

    /// Distance from the tool centre point to the object's origin, and how far it may wander (m): objects slip.
    private static final double NEAR = 0.10;
    private static final double WANDERS = 0.02;
    /// Share of the hold in which it must not wander further.
    private static final double MOSTLY = 0.95;

    private Cargo() {}

    static int of(Scene scene, Run<Grip.State> hold) {
        if (scene.objects() == 0) {
            return UNTRACKED;
        }
        int carried = NOTHING;
        double nearest = NEAR;
        for (int object = 0; object < scene.objects(); object++) {
            int candidate = object;
            Vector[] places = IntStream.range(hold.from(), hold.to())
                    .mapToObj(step -> scene.inTool(candidate, step))
                    .toArray(Vector[]::new);
            Vector middle = new Vector(median(places, Vector::x), median(places, Vector::y), median(places, Vector::z));
            double[] wandered = Arrays.stream(places)
                    .mapToDouble(place -> place.minus(middle).norm())
                    .sorted()
                    .toArray();
            double distance = middle.norm();
            if (distance < nearest && wandered[(int) (MOSTLY * (wandered.length - 1))] < WANDERS) {
                nearest = distance;
                carried = object;
            }
        }
        return carried;
    }

    private static double median(Vector[] places, ToDoubleFunction<Vector> axis) {
        double[] sorted = Arrays.stream(places).mapToDouble(axis).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
