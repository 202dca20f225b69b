package io.teleloop.gateway.robotlink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.TactilePad;
import io.teleloop.gateway.TestRobots;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DescriptionCheckTest {
    private static void assertRefused(Consumer<RobotDescription.Builder> change, String... words) {
        RobotDescription.Builder robot = TestRobots.description("r").toBuilder();
        change.accept(robot);
        assertThatThrownBy(() -> DescriptionCheck.check(robot.build()))
                .isInstanceOf(InvalidDescriptionException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aGoodDescriptionPasses() {
        assertThatCode(() -> DescriptionCheck.check(TestRobots.description("r")))
                .doesNotThrowAnyException();
    }

    @Test
    void theToolsPoseIsNeeded() {
        assertRefused(robot -> robot.removeStreams(0), "'tcp' is missing");
    }

    @Test
    void aStreamNeedsAKnownSchemaOrItsOwnDescriptors() {
        assertRefused(robot -> robot.getStreamsBuilder(1).setSchema("acme.Thing"), "'gripper'", "acme.Thing");
        assertRefused(robot -> robot.getStreamsBuilder(0).setSchema("teleloop.v1.Twist"), "'tcp'", "PoseInFrame");
    }

    @Test
    void theGatewaysOwnStreamsAreTaken() {
        assertRefused(robot -> robot.getStreamsBuilder(1).setName("step"), "'step'");
    }

    @Test
    void namesAreUnique() {
        assertRefused(robot -> robot.addCameras(robot.getCameras(0)), "two cameras", "'scene'");
    }

    @Test
    void aPictureMustFitTheTimeCode() {
        assertRefused(robot -> robot.getCamerasBuilder(0).setWidth(100), "'scene'", "multiple of 40");
    }

    @Test
    void aPadNeedsItsStream() {
        assertRefused(
                robot -> robot.addTactilePads(
                        TactilePad.newBuilder().setName("left").setRows(7).setColumns(9)),
                "'tactile.left' is missing");
    }

    @Test
    void limitsMustBeThere() {
        assertRefused(robot -> robot.getLimitsBuilder().setLeashM(Double.NaN), "leash");
        assertRefused(robot -> robot.clearLimits(), "linear velocity");
        assertRefused(robot -> robot.getLimitsBuilder().clearWorkspaceMax(), "workspace");
    }

    @Test
    void everythingIsBounded() {
        assertRefused(
                robot -> {
                    for (int i = 0; i < 200; i++) {
                        robot.addStreams(robot.getStreams(0).toBuilder().setName("s" + i));
                    }
                },
                "203 streams");
    }
}
