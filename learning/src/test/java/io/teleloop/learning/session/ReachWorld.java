package io.teleloop.learning.session;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A point on a table that is to reach a small goal; reward 1 there, else nothing.
final class ReachWorld {
    static final int TIME_LIMIT = 40;

    private static final double GOAL_X = 0.75;
    private static final double GOAL_Y = 0.6;
    private static final double GOAL_RADIUS = 0.06;
    private static final double TICK_S = 0.1;
    private static final double SPEED_LIMIT = 1;
    private static final ActionSpace SPACE = ActionSpace.newBuilder()
            .addDimensions(velocity("linear.x"))
            .addDimensions(velocity("linear.y"))
            .build();
    static final RobotDescription ROBOT = RobotDescription.newBuilder()
            .setTask("reach")
            .setActionSpace(SPACE)
            .addStreams(StreamDescription.newBuilder().setName(Streams.TCP))
            .build();

    private double x;
    private double y;

    private static ActionDimension velocity(String name) {
        return ActionDimension.newBuilder()
                .setName(name)
                .setUnit("m/s")
                .setMinimum(-SPEED_LIMIT)
                .setMaximum(SPEED_LIMIT)
                .build();
    }

    void reset(RandomGenerator random) {
        x = 0.3 * random.nextDouble();
        y = random.nextDouble();
    }

    /// Raw, as the default observation of the robot: position and the first two columns of the rotation.
    float[] observation() {
        return new float[] {(float) x, (float) y, 0, 1, 0, 0, 0, 1, 0};
    }

    void move(float[] velocity) {
        x = Math.clamp(x + TICK_S * Math.clamp(velocity[0], -SPEED_LIMIT, SPEED_LIMIT), 0, 1);
        y = Math.clamp(y + TICK_S * Math.clamp(velocity[1], -SPEED_LIMIT, SPEED_LIMIT), 0, 1);
    }

    boolean reached() {
        return distance() < GOAL_RADIUS;
    }

    double distance() {
        return Math.hypot(GOAL_X - x, GOAL_Y - y);
    }

    /// Straight to the goal, or to a place beside it.
    float[] expert(double offsetX, double offsetY) {
        double dx = GOAL_X + offsetX - x;
        double dy = GOAL_Y + offsetY - y;
        double far = Math.max(0.05, Math.hypot(dx, dy));
        double speed = Math.min(0.8, 5 * far);
        return new float[] {(float) (speed * dx / far), (float) (speed * dy / far)};
    }

    /// Of what the robot sees now and is told to do.
    Step.Builder step(String episodeId, int index, float[] velocity, Actor.Kind actor) {
        return Step.newBuilder()
                .setTask("reach")
                .setEpisodeId(episodeId)
                .setIndex(index)
                .addObservation(Reading.newBuilder()
                        .setStream(Streams.TCP)
                        .addAllValues(List.of((float) x, (float) y, 0f, 0f, 0f, 0f, 1f)))
                .setActor(Actor.newBuilder().setKind(actor))
                .addAllExecutedAction(List.of(velocity[0], velocity[1]));
    }

    /// An expert's episode towards the goal or a place beside it.
    static List<Step> demonstration(RandomGenerator random, String episodeId, double offsetX, double offsetY) {
        ReachWorld world = new ReachWorld();
        world.reset(random);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < TIME_LIMIT && !(offsetX == 0 && world.reached()); i++) {
            float[] velocity = world.expert(offsetX, offsetY);
            steps.add(world.step(episodeId, i, velocity, Actor.Kind.OPERATOR).build());
            world.move(velocity);
        }
        steps.add(world.step(episodeId, steps.size(), new float[2], Actor.Kind.OPERATOR)
                .build());
        return steps;
    }
}
