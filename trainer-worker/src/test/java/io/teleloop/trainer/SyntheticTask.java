package io.teleloop.trainer;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A point on a table that shall reach the origin, as episodes of a robot. Everything follows from the seed of an
/// episode.
public final class SyntheticTask {
    public static final String NAME = "reach";
    public static final double RATE_HZ = 20;
    public static final RobotDescription ROBOT = RobotDescription.newBuilder()
            .setRobotId("robot-1")
            .setModel("point")
            .setTask(NAME)
            .addStreams(StreamDescription.newBuilder().setName(Streams.TCP).setSchema("foxglove.PoseInFrame"))
            .addStreams(StreamDescription.newBuilder().setName(Streams.TWIST).setSchema("teleloop.v1.Twist"))
            .setActionSpace(ActionSpace.newBuilder()
                    .addDimensions(dimension("linear.x", "m/s", 0.25))
                    .addDimensions(dimension("linear.y", "m/s", 0.25))
                    .addDimensions(dimension("linear.z", "m/s", 0.25))
                    .addDimensions(dimension("angular.x", "rad/s", 1))
                    .addDimensions(dimension("angular.y", "rad/s", 1))
                    .addDimensions(dimension("angular.z", "rad/s", 1))
                    .addDimensions(ActionDimension.newBuilder()
                            .setName("gripper")
                            .setUnit("m")
                            .setMaximum(0.08)))
            .build();

    private static final long TICK_NS = (long) (1e9 / RATE_HZ);
    private static final long MILLION = 1_000_000;

    private SyntheticTask() {}

    /// @param steps in their order; the last one ends in success
    public record Episode(EpisodeId id, long startMillis, List<Step> steps) {
        public Episode {
            steps = List.copyOf(steps);
        }

        public long endMillis() {
            return startMillis + (long) (steps.size() * 1000 / RATE_HZ);
        }
    }

    /// An episode that an operator drives.
    public static Episode demonstration(long seed, long startMillis, int length) {
        return episode(seed, startMillis, length, false);
    }

    /// An episode that a policy drives, with an intervention in its middle.
    public static Episode rollout(long seed, long startMillis, int length) {
        return episode(seed, startMillis, length, true);
    }

    private static Episode episode(long seed, long startMillis, int length, boolean policy) {
        Random random = new Random(seed);
        EpisodeId id = EpisodeId.at(Instant.ofEpochMilli(startMillis));
        double x = random.nextDouble(-0.2, 0.2);
        double y = random.nextDouble(-0.2, 0.2);
        List<Step> steps = new ArrayList<>();
        for (int index = 0; index < length; index++) {
            double noise = policy ? 0.1 : 0.02;
            float vx = (float) Math.clamp(-x + noise * random.nextGaussian(), -0.25, 0.25);
            float vy = (float) Math.clamp(-y + noise * random.nextGaussian(), -0.25, 0.25);
            boolean intervened = policy && index > length / 3 && index < length / 2;
            Step.Builder step = Step.newBuilder()
                    .setVersion(1)
                    .setEpisodeId(id.value())
                    .setIndex(index)
                    .setTickTimeNs(startMillis * MILLION + index * TICK_NS)
                    .setTask(NAME)
                    .setRobotId(ROBOT.getRobotId())
                    .setInterventionId(intervened ? 1 : 0)
                    .setActor(
                            Actor.newBuilder().setKind(policy && !intervened ? Actor.Kind.POLICY : Actor.Kind.OPERATOR))
                    .addObservation(reading(Streams.TCP, x, y, 0.1, 0, 0, 0, 1))
                    .addObservation(reading(Streams.TWIST, vx, vy, 0, 0, 0, 0))
                    .addAllExecutedAction(List.of(vx, vy, 0f, 0f, 0f, 0f, 0.04f));
            if (policy) {
                step.addAllPolicyAction(List.of(vx, vy, 0f, 0f, 0f, 0f, 0.04f));
            }
            if (index == length - 1) {
                step.setReward(1).setTerminated(true);
            }
            steps.add(step.build());
            x += vx / RATE_HZ;
            y += vy / RATE_HZ;
        }
        return new Episode(id, startMillis, steps);
    }

    private static Reading reading(String stream, double... values) {
        Reading.Builder reading = Reading.newBuilder().setStream(stream);
        for (double value : values) {
            reading.addValues((float) value);
        }
        return reading.build();
    }

    private static ActionDimension dimension(String name, String unit, double limit) {
        return ActionDimension.newBuilder()
                .setName(name)
                .setUnit(unit)
                .setMinimum(-limit)
                .setMaximum(limit)
                .build();
    }
}
