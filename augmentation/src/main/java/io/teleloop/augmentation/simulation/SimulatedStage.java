package io.teleloop.augmentation.simulation;

import com.google.protobuf.ByteString;
import io.teleloop.augmentation.EpisodeBuilder;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Lineage;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.robot.SampleSink;
import io.teleloop.sim.Environment;
import io.teleloop.sim.robot.DescriptionBuilder;
import io.teleloop.sim.robot.StateSensors;
import io.teleloop.sim.robot.Wire;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.HeldOutStarts;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.world.Actions;
import io.teleloop.sim.world.MotionLimit;
import io.teleloop.sim.world.NewestReadings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A simulated robot on which episodes are performed faster than real time and recorded like those of a real one: every
/// stream at its own rate, a command and a step a control tick. One episode at a time: [#reset], [#roll], then [#act]
/// until it is done, then [#finish]. Not thread-safe.
public final class SimulatedStage implements AutoCloseable {
    private static final int VERSION = 1;
    private static final long EPOCH = 1;

    private final Environment environment;
    private final RobotDescription robot;
    private final MotionLimit limit;
    private final NewestReadings readings;
    private final StateSensors sensors;
    private final @Nullable DeferredCameras deferred;
    private final SensorClock state;
    private final SensorClock tactile;
    private final long stepNs;
    private long seed;
    private @Nullable Performance performance;

    /// What belongs to the episode under way.
    private static final class Performance {
        final Lineage lineage;
        final EpisodeBuilder episode;
        long timeNs;
        int steps;
        Step.@Nullable Builder last;

        Performance(Lineage lineage, EpisodeBuilder episode) {
            this.lineage = lineage;
            this.episode = episode;
            timeNs = lineage.openedNs();
        }
    }

    /// @param robotId that the episodes will name
    /// @param cameras whether there are pictures; without them the robot has no cameras. They are most of the work.
    public SimulatedStage(Task task, String robotId, boolean cameras) {
        environment = new Environment(task);
        RobotDescription whole = DescriptionBuilder.describe(environment, robotId);
        robot = cameras ? whole : Blindfold.withoutCameras(whole);
        limit = new MotionLimit(robot, Environment.PERIOD);
        readings = new NewestReadings(robot.getStreamsList());
        SampleSink sink = this::sensed;
        sensors = new StateSensors(environment, sink);
        deferred =
                cameras ? new DeferredCameras(environment.simulation(), rate(Streams.camera("scene")), readings) : null;
        state = new SensorClock(rate(Streams.TCP));
        tactile = new SensorClock(robot.getStreamsList().stream()
                .filter(stream -> Streams.isTactile(stream.getName()))
                .mapToDouble(StreamDescription::getRateHz)
                .findFirst()
                .orElseThrow());
        stepNs = Math.round(1e9 * environment.simulation().timestep());
    }

    private double rate(String name) {
        return robot.getStreamsList().stream()
                .filter(stream -> stream.getName().equals(name))
                .mapToDouble(StreamDescription::getRateHz)
                .findFirst()
                .orElseThrow();
    }

    public RobotDescription robot() {
        return robot;
    }

    /// Puts the scene into a start state; nothing is recorded yet.
    ///
    /// @throws IllegalArgumentException for a start state that is kept for evaluations
    public ExpertObservation reset(long newSeed, ResetRange range) {
        if (HeldOutStarts.contains(newSeed)) {
            throw new IllegalArgumentException("start state " + newSeed + " is kept for evaluations; choose another");
        }
        seed = newSeed;
        performance = null;
        limit.reset();
        readings.clear();
        return environment.reset(newSeed, range);
    }

    /// The recording begins.
    public void roll(Lineage lineage) {
        EpisodeOpened opened = EpisodeOpened.newBuilder()
                .setTask(robot.getTask())
                .setInstruction(robot.getInstruction())
                .setRobot(robot)
                .setControlRateHz(1 / Environment.PERIOD)
                .addAllStreams(robot.getStreamsList())
                .addStreams(own(Streams.COMMAND, Command.getDescriptor().getFullName()))
                .addStreams(own(Streams.STEP, Step.getDescriptor().getFullName()))
                .setSeed(seed)
                .build();
        Performance begun = new Performance(lineage, new EpisodeBuilder(lineage, opened));
        performance = begun;
        state.start(begun.timeNs);
        tactile.start(begun.timeNs);
        if (deferred != null) {
            deferred.start(begun.timeNs);
        }
        sense(begun);
    }

    private static StreamDescription own(String name, String schema) {
        return StreamDescription.newBuilder()
                .setName(name)
                .setSchema(schema)
                .setRateHz(1 / Environment.PERIOD)
                .build();
    }

    /// Acts for one control period, within the limits that a gateway keeps.
    ///
    /// @param wanted in the order of the action space, physical units
    public ExpertObservation act(float[] wanted) {
        Performance current = current();
        finishStep(current, 0, false);
        float[] executed = limit.next(wanted);
        Step.Builder step = Step.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(current.lineage.id().value())
                .setIndex(current.steps)
                .setTickTimeNs(current.timeNs)
                .addAllObservation(readings.readings(current.timeNs))
                .setActor(Actor.newBuilder().setKind(Actor.Kind.OPERATOR).setId(current.lineage.source()))
                .setTask(robot.getTask())
                .setRobotId(robot.getRobotId());
        Command.Builder command = Command.newBuilder()
                .setOperatorId(current.lineage.source())
                .setEpoch(EPOCH)
                .setSequence(current.steps)
                .setDeadman(true)
                .setSentTimeNs(current.timeNs)
                .setTarget(Wire.pose(environment.arm().target()));
        for (int i = 0; i < executed.length; i++) {
            step.addExecutedAction(executed[i]);
            command.addExecuted(executed[i]).addRequested(wanted[i]);
        }
        current.episode.add(Streams.COMMAND, current.timeNs, command.build().toByteString());
        current.last = step;
        current.steps++;
        return environment.step(Actions.action(executed), () -> {
            current.timeNs += stepNs;
            sense(current);
        });
    }

    public boolean succeeded() {
        return environment.succeeded();
    }

    /// The recording ends: what was performed, with its pictures.
    public GeneratedEpisode finish() {
        Performance done = current();
        boolean success = environment.succeeded();
        finishStep(done, success ? 1 : 0, true);
        if (deferred != null) {
            deferred.render(done.episode);
        }
        performance = null;
        return done.episode.build(
                success ? Outcome.SUCCESS : Outcome.FAILURE,
                success ? "the task was done" : "the task was not done",
                done.timeNs);
    }

    /// As in a gateway, a step is told when it is known what came of it.
    private static void finishStep(Performance performance, float reward, boolean ended) {
        Step.Builder step = performance.last;
        if (step != null) {
            Step finished = step.setReward(reward)
                    .setTerminated(ended)
                    .setTruncated(false)
                    .build();
            performance.episode.add(Streams.STEP, finished.getTickTimeNs(), finished.toByteString());
            performance.last = null;
        }
    }

    private void sense(Performance current) {
        if (state.due(current.timeNs)) {
            sensors.publishState(current.timeNs);
        }
        if (tactile.due(current.timeNs)) {
            sensors.publishTactile(current.timeNs);
        }
        if (deferred != null) {
            deferred.expose(current.timeNs);
        }
    }

    private void sensed(String stream, long timeNs, ByteString data) {
        readings.publish(stream, timeNs, data);
        current().episode.add(stream, timeNs, data);
    }

    private Performance current() {
        return Objects.requireNonNull(performance, "nothing is performed: reset and roll first");
    }

    @Override
    public void close() {
        if (deferred != null) {
            deferred.close();
        }
    }
}
