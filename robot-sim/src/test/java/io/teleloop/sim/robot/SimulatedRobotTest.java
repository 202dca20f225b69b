package io.teleloop.sim.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.foxglove.FrameTransforms;
import io.teleloop.contract.foxglove.JointStates;
import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.PoseInFrame;
import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.TactileField;
import io.teleloop.contract.v1.Target;
import io.teleloop.sim.task.PegInsertion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatedRobotTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Reading(long captureTimeNs, ByteString data) {}

    private static final Map<String, List<Reading>> READINGS = new ConcurrentHashMap<>();
    private static SimulatedRobot robot;

    @BeforeAll
    static void start() {
        robot = new SimulatedRobot(new PegInsertion(), "arm-1", 5);
        robot.start(
                (stream, captureTimeNs, data) -> READINGS.computeIfAbsent(stream, key -> new CopyOnWriteArrayList<>())
                        .add(new Reading(captureTimeNs, data)));
    }

    @AfterAll
    static void stop() {
        robot.close();
        assertThat(robot.alive()).isFalse();
    }

    @Test
    void everyDescribedStreamDeliversInOrder() {
        for (StreamDescription stream : robot.description().getStreamsList()) {
            await(stream.getName())
                    .atMost(PATIENCE)
                    .until(() -> readings(stream.getName()).size() > 3);
            assertThat(readings(stream.getName()))
                    .as(stream.getName())
                    .extracting(Reading::captureTimeNs)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void picturesHaveTheDescribedSize() throws IOException {
        for (io.teleloop.contract.v1.Camera camera : robot.description().getCamerasList()) {
            CompressedImage image = CompressedImage.parseFrom(newest(Streams.camera(camera.getName())));
            assertThat(image.getFormat()).isEqualTo("jpeg");
            java.awt.image.BufferedImage picture =
                    ImageIO.read(new ByteArrayInputStream(image.getData().toByteArray()));
            assertThat(picture.getWidth()).isEqualTo(camera.getWidth());
            assertThat(picture.getHeight()).isEqualTo(camera.getHeight());
        }
    }

    @Test
    void fingertipsFeelThePeg() throws InvalidProtocolBufferException {
        TactileField field = TactileField.parseFrom(newest(Streams.tactile("left")));

        assertThat(field.getDisplacementCount()).isEqualTo(3 * field.getRows() * field.getColumns());
        // Squeezed: the markers are pushed inwards, against the pad's z.
        double deepest = 0;
        for (int z = 2; z < field.getDisplacementCount(); z += 3) {
            deepest = Math.min(deepest, field.getDisplacement(z));
        }
        assertThat(deepest).isLessThan(-5e-5);
    }

    @Test
    void armFollowsTargetsAndHolds() throws InvalidProtocolBufferException {
        Pose start = tcp();
        Pose goal = start.toBuilder()
                .setPosition(
                        start.getPosition().toBuilder().setZ(start.getPosition().getZ() + 0.02))
                .build();

        await().atMost(PATIENCE).untilAsserted(() -> {
            robot.follow(Target.newBuilder().setPose(goal).build());
            assertThat(distance(tcp().getPosition(), goal.getPosition())).isLessThan(0.002);
        });

        robot.hold();
        Pose held = tcp();
        int seen = readings(Streams.TCP).size();
        await().atMost(PATIENCE).until(() -> readings(Streams.TCP).size() > seen + 50);
        assertThat(distance(tcp().getPosition(), held.getPosition())).isLessThan(0.003);
    }

    @Test
    void resetPutsTheSceneBackToTheSeedsStart() throws InvalidProtocolBufferException {
        robot.reset(11);
        FrameTransforms first = FrameTransforms.parseFrom(next(Streams.OBJECTS));
        robot.reset(12);
        FrameTransforms other = FrameTransforms.parseFrom(next(Streams.OBJECTS));
        robot.reset(11);
        FrameTransforms again = FrameTransforms.parseFrom(next(Streams.OBJECTS));

        assertThat(distance(hole(first), hole(other))).isGreaterThan(1e-3);
        assertThat(hole(again)).isEqualTo(hole(first));
    }

    @Test
    void holdEndsAReset() throws InvalidProtocolBufferException {
        CompletableFuture<Void> reset = CompletableFuture.runAsync(() -> robot.reset(13));

        await().atMost(PATIENCE).until(() -> {
            robot.hold();
            return reset.isDone();
        });

        assertThatThrownBy(reset::join).hasMessageContaining("told to stop");
        robot.reset(13);
        assertThat(distance(
                        tcp().getPosition(),
                        PoseInFrame.parseFrom(next(Streams.TCP)).getPose().getPosition()))
                .isLessThan(0.01);
    }

    @Test
    void descriptionNamesWhatIsStreamed() throws InvalidProtocolBufferException {
        RobotDescription description = robot.description();
        JointStates joints = JointStates.parseFrom(newest(Streams.JOINTS));

        assertThat(joints.getJointsList())
                .extracting(io.teleloop.contract.foxglove.JointState::getName)
                .isEqualTo(description.getJointsList().stream()
                        .map(io.teleloop.contract.v1.Joint::getName)
                        .toList());
        assertThat(description.getObjectsList())
                .extracting(io.teleloop.contract.v1.TrackedObject::getName)
                .containsExactly("peg", "hole");
        assertThat(description.getLinksList())
                .filteredOn(link -> !link.getJoint().isEmpty())
                .hasSize(description.getJointsCount());
        assertThat(description.getActionSpace().getDimensionsCount()).isEqualTo(7);
    }

    @Test
    void descriptionsKinematicsLeadToTheMeasuredToolPose() throws InvalidProtocolBufferException {
        Map<String, Double> positions = new HashMap<>();
        JointStates joints = JointStates.parseFrom(newest(Streams.JOINTS));
        joints.getJointsList().forEach(joint -> positions.put(joint.getName(), joint.getPosition()));
        Map<String, io.teleloop.sim.geometry.Pose> frames = new HashMap<>();
        for (io.teleloop.contract.v1.Link link : robot.description().getLinksList()) {
            io.teleloop.sim.geometry.Pose origin = Wire.pose(link.getOrigin());
            io.teleloop.sim.geometry.Vec3 axis = Wire.vector(link.getAxis());
            double position = positions.getOrDefault(link.getJoint(), 0.0);
            io.teleloop.sim.geometry.Pose moved = link.getJoint().endsWith("finger")
                    ? new io.teleloop.sim.geometry.Pose(origin.transform(axis.times(position)), origin.orientation())
                    : new io.teleloop.sim.geometry.Pose(
                            origin.position(),
                            origin.orientation()
                                    .times(io.teleloop.sim.geometry.Quaternion.ofRotationVector(axis.times(position))));
            io.teleloop.sim.geometry.Pose parent = frames.get(link.getParent());
            frames.put(
                    link.getName(),
                    parent == null
                            ? moved
                            : new io.teleloop.sim.geometry.Pose(
                                    parent.transform(moved.position()),
                                    parent.orientation().times(moved.orientation())));
        }

        // The tool centre point lies 103.4 mm in front of the hand.
        io.teleloop.sim.geometry.Vec3 tool =
                Objects.requireNonNull(frames.get("hand")).transform(new io.teleloop.sim.geometry.Vec3(0, 0, 0.1034));
        assertThat(tool.minus(Wire.vector(tcp().getPosition())).norm()).isLessThan(0.01);
    }

    private static List<Reading> readings(String stream) {
        return READINGS.getOrDefault(stream, List.of());
    }

    private static Vector3 hole(FrameTransforms transforms) {
        return transforms.getTransformsList().stream()
                .filter(transform -> transform.getChildFrameId().equals("hole"))
                .findFirst()
                .orElseThrow()
                .getTranslation();
    }

    private static Pose tcp() throws InvalidProtocolBufferException {
        return PoseInFrame.parseFrom(newest(Streams.TCP)).getPose();
    }

    private static double distance(Vector3 a, Vector3 b) {
        return Wire.vector(a).minus(Wire.vector(b)).norm();
    }

    private static ByteString newest(String stream) {
        await(stream).atMost(PATIENCE).until(() -> READINGS.containsKey(stream));
        return readings(stream).getLast().data();
    }

    /// A reading that was taken after this call.
    private static ByteString next(String stream) {
        int seen = readings(stream).size();
        await(stream).atMost(PATIENCE).until(() -> readings(stream).size() > seen + 1);
        return readings(stream).getLast().data();
    }
}
