package io.teleloop.datasets;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.feature.Features;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.foxglove.JointState;
import io.teleloop.contract.foxglove.JointStates;
import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.PoseInFrame;
import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.GripperState;
import io.teleloop.contract.v1.Joint;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Provenance;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.StreamTotal;
import io.teleloop.contract.v1.TactileField;
import io.teleloop.contract.v1.TactilePad;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// The records of a drive: 20 steps a second, joints, gripper, a fingertip and a camera. The camera has a
/// picture at every second step, and the first step comes before its first one.
final class Drive {
    static final String CAMERA = Streams.camera("front");
    static final String PAD = Streams.tactile("left");
    static final int WIDTH = 64;
    static final int HEIGHT = 48;
    private static final long PERIOD = 50_000_000;

    static final RobotDescription ROBOT = RobotDescription.newBuilder()
            .setRobotId("robot-1")
            .setModel("arm")
            .setTask("push")
            .addJoints(Joint.newBuilder().setName("shoulder"))
            .addJoints(Joint.newBuilder().setName("elbow"))
            .addCameras(Camera.newBuilder().setName("front").setWidth(WIDTH).setHeight(HEIGHT))
            .addTactilePads(TactilePad.newBuilder().setName("left").setRows(2).setColumns(2))
            .setActionSpace(ActionSpace.newBuilder()
                    .addDimensions(ActionDimension.newBuilder().setName("linear.x"))
                    .addDimensions(ActionDimension.newBuilder().setName("gripper")))
            .addStreams(stream(Streams.JOINTS, "foxglove.JointStates"))
            .addStreams(stream(Streams.GRIPPER, "teleloop.v1.GripperState"))
            .addStreams(stream(PAD, "teleloop.v1.TactileField"))
            .addStreams(stream(CAMERA, "foxglove.CompressedImage"))
            .build();

    private final List<EpisodeRecord> records = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Long> captured = new HashMap<>();
    private final Map<String, float[]> values = new HashMap<>();
    private final EpisodeId id;
    private final RobotDescription robot;
    private final double @Nullable [] tool;
    private final long start;

    /// @param tool where it is at the first step, x and y in metres; null for a robot that does not know
    private Drive(EpisodeId id, double @Nullable [] tool) {
        this.id = id;
        this.tool = tool;
        robot = tool == null
                ? ROBOT
                : ROBOT.toBuilder()
                        .addStreams(stream(Streams.TCP, "foxglove.PoseInFrame"))
                        .build();
        start = id.openedAt().toEpochMilli() * 1_000_000;
    }

    private static StreamDescription stream(String name, String schema) {
        return StreamDescription.newBuilder()
                .setName(name)
                .setSchema(schema)
                .setRateHz(20)
                .setToleranceNs(75_000_000)
                .build();
    }

    static EpisodeId id(long openedMillis) {
        return EpisodeId.at(Instant.ofEpochMilli(openedMillis), new SplittableRandom(openedMillis));
    }

    /// @param parents of a generated episode; none for one that a robot performed
    static List<EpisodeRecord> records(
            long openedMillis, int steps, Outcome outcome, String operator, EpisodeId... parents) throws IOException {
        return new Drive(id(openedMillis), null).recorded(steps, outcome, operator, parents);
    }

    /// @param x of the tool at the first step, metres
    static List<EpisodeRecord> from(
            double x, double y, long openedMillis, int steps, Outcome outcome, String operator, EpisodeId... parents)
            throws IOException {
        return new Drive(id(openedMillis), new double[] {x, y}).recorded(steps, outcome, operator, parents);
    }

    private List<EpisodeRecord> recorded(int steps, Outcome outcome, String operator, EpisodeId... parents)
            throws IOException {
        open(operator, parents);
        for (int k = 0; k < steps; k++) {
            step(k, k == steps - 1 && outcome == Outcome.SUCCESS);
        }
        close(steps, outcome);
        return records;
    }

    private void open(String operator, EpisodeId... parents) {
        EpisodeOpened.Builder opened = EpisodeOpened.newBuilder()
                .setTimeNs(start)
                .setTask("push")
                .setInstruction("push the block")
                .setOperatorId(operator)
                .setRobot(robot)
                .setControlRateHz(20)
                .addAllStreams(robot.getStreamsList())
                .addStreams(stream(Streams.COMMAND, "teleloop.v1.Command"))
                .addStreams(stream(Streams.STEP, "teleloop.v1.Step"));
        if (parents.length > 0) {
            Provenance.Builder provenance = Provenance.newBuilder()
                    .setAugmenter("mirror")
                    .setAugmenterVersion(1)
                    .setGroup("g")
                    .setParameters("{}");
            for (EpisodeId parent : parents) {
                provenance.addParents(parent.value());
            }
            opened.setProvenance(provenance);
        }
        records.add(record().setOpened(opened).build());
    }

    private void step(int k, boolean succeeded) throws IOException {
        long tick = start + k * PERIOD;
        sample(
                Streams.JOINTS,
                tick - 1_000_000,
                JointStates.newBuilder()
                        .addJoints(JointState.newBuilder()
                                .setName("shoulder")
                                .setPosition(0.5f * k)
                                .setVelocity(1))
                        .addJoints(JointState.newBuilder()
                                .setName("elbow")
                                .setPosition(-k)
                                .setVelocity(0.25f))
                        .build()
                        .toByteString());
        sample(
                Streams.GRIPPER,
                tick - 2_000_000,
                GripperState.newBuilder().setOpening(0.5f).setForce(k).build().toByteString());
        TactileField.Builder field =
                TactileField.newBuilder().setPad("left").setRows(2).setColumns(2);
        for (int i = 0; i < 12; i++) {
            field.addDisplacement(k + i / 16f);
        }
        sample(PAD, tick - 3_000_000, field.build().toByteString());
        if (tool != null) {
            Vector3 place =
                    Vector3.newBuilder().setX(tool[0] + 0.1 * k).setY(tool[1]).build();
            Pose pose = Pose.newBuilder().setPosition(place).build();
            sample(
                    Streams.TCP,
                    tick - 1_000_000,
                    PoseInFrame.newBuilder().setPose(pose).build().toByteString());
        }
        if (k % 2 == 1) {
            sample(
                    CAMERA,
                    tick - 4_000_000,
                    CompressedImage.newBuilder()
                            .setFormat("jpeg")
                            .setData(jpeg(10 * k))
                            .build()
                            .toByteString());
        }
        boolean policy = k >= 4;
        boolean intervention = k >= 6;
        if (!policy || intervention) {
            sample(
                    Streams.COMMAND,
                    tick,
                    Command.newBuilder()
                            .setOperatorId("ada")
                            .addRequested(2f * k)
                            .addRequested(0.5f)
                            .build()
                            .toByteString());
        }
        Step.Builder step = Step.newBuilder()
                .setEpisodeId(id.value())
                .setIndex(k)
                .setTickTimeNs(tick)
                .addExecutedAction(k)
                .addExecutedAction(0.5f)
                .setActor(Actor.newBuilder()
                        .setKind(policy && !intervention ? Actor.Kind.POLICY : Actor.Kind.OPERATOR)
                        .setId(policy && !intervention ? "bc@3" : "ada"))
                .setReward(succeeded ? 1 : 0)
                .setTerminated(succeeded);
        if (policy) {
            step.addPolicyAction(3f * k).addPolicyAction(0.125f);
        }
        robot.getStreamsList().forEach(stream -> step.addObservation(reading(stream.getName(), tick)));
        sample(Streams.STEP, tick, step.build().toByteString());
    }

    private Reading reading(String stream, long tick) {
        Long time = captured.get(stream);
        Reading.Builder reading = Reading.newBuilder().setStream(stream);
        if (time == null) {
            return reading.setGap(true).build();
        }
        for (float value : values.getOrDefault(stream, new float[0])) {
            reading.addValues(value);
        }
        return reading.setSequence(sequences.getOrDefault(stream, 0L) - 1)
                .setCaptureTimeNs(time)
                .setAgeNs(tick - time)
                .build();
    }

    private void sample(String stream, long time, ByteString data) throws InvalidProtocolBufferException {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        captured.put(stream, time);
        for (StreamDescription described : robot.getStreamsList()) {
            if (described.getName().equals(stream)) {
                values.put(stream, Features.values(described.getSchema(), data));
            }
        }
        records.add(record().setSample(Sample.newBuilder()
                        .setStream(stream)
                        .setSequence(sequence)
                        .setCaptureTimeNs(time)
                        .setReceiveTimeNs(time)
                        .setData(data))
                .build());
    }

    private void close(int steps, Outcome outcome) {
        EpisodeClosed.Builder closed = EpisodeClosed.newBuilder()
                .setTimeNs(start + steps * PERIOD)
                .setOutcome(outcome)
                .setClosedBy("ada");
        sequences.forEach((stream, next) ->
                closed.addTotals(StreamTotal.newBuilder().setStream(stream).setNextSequence(next)));
        records.add(record().setClosed(closed).build());
    }

    private EpisodeRecord.Builder record() {
        return EpisodeRecord.newBuilder().setVersion(1).setEpisodeId(id.value());
    }

    private static ByteString jpeg(int grey) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, Math.min(grey, 255) * 0x010101);
            }
        }
        ByteString.Output bytes = ByteString.newOutput();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteString();
    }
}
