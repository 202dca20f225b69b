package io.teleloop.sim.task.pusht;

import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ScriptedExpert;

/// Pushes the block in straight strokes: plan, go to the start around or over the block, push, back off, plan again.
///
/// While it pushes it steers: at each tick it follows the model ahead in a few directions and takes the best, and it
/// ends the stroke when no direction makes the pose better.
final class PushTExpert implements ScriptedExpert {
    /// Height of the pusher's tip above the table when it pushes (m).
    private static final double LOW = 0.006;
    /// Height at which the tip passes over the block.
    private static final double HIGH = 0.045;

    private static final double SAFE = 0.036;

    private static final double GAIN = 5;
    /// Slower downwards, so that late observations do not drive the tip into the table.
    private static final double LOWERING_GAIN = 3;

    private static final double TURN_GAIN = 3;
    private static final double ARRIVED = 0.003;
    private static final double SLOWEST_PUSH = 0.012;
    private static final double FASTEST_PUSH = 0.12;
    /// Push speed per way still to go (1/s): slow at the end, because the observations are late.
    private static final double PUSH_GAIN = 3;
    /// A stroke ends when going on would make the error smaller by less than this (m).
    private static final double WORTHWHILE = 0.0003;

    private static final double BACK_OFF_SPEED = 0.08;
    private static final double BACK_OFF_TIME = 0.2;
    /// Changes of direction that are tried at each tick (rad), and the error (m) that a change of 1 rad must save.
    private static final double[] STEERING = {0, -0.08, 0.08, -0.2, 0.2, -0.4, 0.4};

    private static final double STEERING_PRICE = 0.0002;
    /// Largest angle (rad) between the planned direction of a stroke and the steered one.
    private static final double MOST_STEERING = 0.7;
    /// A pusher that gets this far (m) from the block has lost it.
    private static final double LOST = 0.02;
    /// An error below this (m) would be the goal. If the episode goes on all the same, the eye has erred: the expert
    /// then aims beside the goal, step by step in another direction and further.
    private static final double SETTLED = 0.0015;

    private static final double ASIDE = 0.0008;
    private static final double ASIDE_TURN = 2.4;

    private enum Phase {
        PLAN,
        GO,
        PUSH,
        BACK_OFF
    }

    private Phase phase = Phase.PLAN;
    private Point start = new Point(0, 0);
    private Point planned = new Point(1, 0);
    private Point heading = planned;
    private double backedOff;
    private int misses;

    @Override
    public Action act(ExpertObservation observation) {
        PlanarPose block = PlanarPose.of(observation.object(PushT.BLOCK));
        PlanarPose goal = aim(PlanarPose.of(observation.object(PushT.GOAL)));
        Vec3 contact = observation.tcp().transform(new Vec3(0, 0, PushT.TOOL_LENGTH - PushModel.PUSHER_RADIUS));
        Point pusher = new Point(contact.x(), contact.y());
        double height = observation.tcp().position().z() - PushT.TOOL_LENGTH - PushT.TABLE;
        Vec3 velocity =
                switch (phase) {
                    case PLAN -> plan(block, goal, pusher);
                    case GO -> go(block, pusher, height);
                    case PUSH -> push(block, goal, pusher, height, observation.time());
                    case BACK_OFF -> backOff(observation.time());
                };
        return new Action(new Twist(velocity, uprightTurn(observation.tcp().orientation())), 0);
    }

    private PlanarPose aim(PlanarPose goal) {
        Point aside = new Point(ASIDE * Math.sqrt(misses), 0).rotated(ASIDE_TURN * misses);
        return new PlanarPose(goal.x() + aside.x(), goal.y() + aside.y(), goal.yaw());
    }

    private Vec3 plan(PlanarPose block, PlanarPose goal, Point pusher) {
        double error = PushPlanner.error(block, goal);
        PushPlanner.Push push = PushPlanner.plan(block, goal, pusher);
        if (error < SETTLED || push.error() > error - WORTHWHILE) {
            misses++;
            return Vec3.ZERO;
        }
        start = push.start();
        planned = push.direction();
        heading = planned;
        phase = Phase.GO;
        return Vec3.ZERO;
    }

    /// Moves low where the way is free, else over the block.
    private Vec3 go(PlanarPose block, Point pusher, double height) {
        Point way = start.minus(pusher);
        // Once above the start it stays so: a tool that sways must not make the decision flutter.
        boolean free = way.norm() < 1.5 * ARRIVED || isFree(block, pusher);
        if (way.norm() < ARRIVED && height < LOW + ARRIVED) {
            phase = Phase.PUSH;
        }
        double gain = free || height > SAFE ? GAIN : 0;
        double climb = free ? LOWERING_GAIN * (LOW - height) : GAIN * (HIGH - height);
        return new Vec3(gain * way.x(), gain * way.y(), climb).limited(SimulatedArm.MAX_SPEED);
    }

    private boolean isFree(PlanarPose block, Point pusher) {
        int samples = 12;
        Point way = start.minus(pusher);
        for (int i = 0; i <= samples; i++) {
            Point place = pusher.plus(way.times((double) i / samples));
            double gap = TBlock.nearest(block.toLocal(place)).distance() - PushModel.PUSHER_RADIUS;
            // The pusher may stand closer to the block than it may pass it.
            if (gap < (i == 0 ? 0.4 : 0.7) * PushPlanner.CLEARANCE) {
                return false;
            }
        }
        return true;
    }

    private Vec3 push(PlanarPose block, PlanarPose goal, Point pusher, double height, double now) {
        PushPlanner.Outlook best = null;
        Point direction = heading;
        double bestScore = Double.POSITIVE_INFINITY;
        for (double angle : STEERING) {
            Point tried = heading.rotated(angle);
            if (planned.dot(tried) < Math.cos(MOST_STEERING)) {
                continue;
            }
            PushPlanner.Outlook outlook = PushPlanner.outlook(block, goal, pusher, tried);
            double score = outlook.error() + STEERING_PRICE * Math.abs(angle);
            if (score < bestScore) {
                bestScore = score;
                best = outlook;
                direction = tried;
            }
        }
        double gap = TBlock.nearest(block.toLocal(pusher)).distance() - PushModel.PUSHER_RADIUS;
        if (best == null || gap > LOST || PushPlanner.error(block, goal) - best.error() < WORTHWHILE) {
            phase = Phase.BACK_OFF;
            backedOff = now + BACK_OFF_TIME;
            return backOff(now);
        }
        heading = direction;
        double speed = Math.clamp(PUSH_GAIN * best.length(), SLOWEST_PUSH, FASTEST_PUSH);
        return new Vec3(speed * heading.x(), speed * heading.y(), GAIN * (LOW - height));
    }

    private Vec3 backOff(double now) {
        if (now >= backedOff) {
            phase = Phase.PLAN;
        }
        return new Vec3(-BACK_OFF_SPEED * heading.x(), -BACK_OFF_SPEED * heading.y(), 0);
    }

    /// Angular velocity (rad/s) that brings the tool's axis back to the vertical.
    private static Vec3 uprightTurn(Quaternion tool) {
        Vec3 axis = tool.rotate(new Vec3(0, 0, 1));
        return axis.cross(new Vec3(0, 0, -1)).times(TURN_GAIN);
    }
}
