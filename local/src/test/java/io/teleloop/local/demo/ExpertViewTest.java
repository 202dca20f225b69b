package io.teleloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.TrackedObject;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.ExpertObservation;
import org.junit.jupiter.api.Test;

class ExpertViewTest {
    private final ExpertView view = new ExpertView(RobotDescription.newBuilder()
            .addObjects(TrackedObject.newBuilder().setName("peg"))
            .addObjects(TrackedObject.newBuilder().setName("hole"))
            .setActionSpace(ActionSpace.newBuilder()
                    .addDimensions(ActionDimension.newBuilder().setName("gripper"))
                    .addDimensions(ActionDimension.newBuilder().setName("linear.z"))
                    .addDimensions(ActionDimension.newBuilder().setName("angular.x")))
            .build());

    @Test
    void packetShouldBecomeWhatTheExpertSees() {
        float[] turned = {1, 2, 3, 0, 0, 1, 0};
        ExpertObservation seen = view.observe(new ObservationPacket(
                false,
                true,
                1,
                2500,
                2501,
                3,
                0.5f,
                new float[7],
                turned,
                new float[6],
                new float[] {1, 2, 3, 4, 5, 6},
                0.25f,
                turned,
                new float[] {0, 0, 0, 0, 0, 0, 1, 7, 8, 9, 0, 0, 0, 1}));

        assertThat(seen.time()).isEqualTo(2.5);
        assertThat(seen.tcp().position()).isEqualTo(new Vec3(1, 2, 3));
        assertThat(seen.tcp().orientation()).isEqualTo(new Quaternion(0, 0, 0, 1));
        assertThat(seen.wrench().torque()).isEqualTo(new Vec3(4, 5, 6));
        assertThat(seen.gripperOpening()).isEqualTo(0.25);
        assertThat(seen.object("hole").position()).isEqualTo(new Vec3(7, 8, 9));
    }

    @Test
    void actionShouldComeInTheOrderOfTheRobotsActionSpace() {
        Action action = new Action(new Twist(new Vec3(1, 2, 3), new Vec3(4, 5, 6)), 0.5);

        assertThat(view.command(action)).containsExactly(0.5, 3, 4);
    }
}
