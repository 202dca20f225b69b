package io.teleloop.contract.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.foxglove.JointState;
import io.teleloop.contract.foxglove.JointStates;
import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.PoseInFrame;
import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.foxglove.Vector3;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    @Test
    void jointsShouldBePositionsThenVelocities() throws InvalidProtocolBufferException {
        JointStates joints = JointStates.newBuilder()
                .addJoints(JointState.newBuilder().setPosition(1).setVelocity(3))
                .addJoints(JointState.newBuilder().setPosition(2).setVelocity(4))
                .build();

        assertThat(Features.values("foxglove.JointStates", joints.toByteString()))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void poseShouldBePositionThenQuaternion() throws InvalidProtocolBufferException {
        PoseInFrame pose = PoseInFrame.newBuilder()
                .setPose(Pose.newBuilder()
                        .setPosition(Vector3.newBuilder().setX(1).setY(2).setZ(3))
                        .setOrientation(
                                Quaternion.newBuilder().setX(4).setY(5).setZ(6).setW(7)))
                .build();

        assertThat(Features.values("foxglove.PoseInFrame", pose.toByteString())).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void camerasAndForeignSchemasShouldHaveNoValues() throws InvalidProtocolBufferException {
        assertThat(Features.values("foxglove.CompressedImage", ByteString.EMPTY))
                .isEmpty();
        assertThat(Features.values("somebody.Else", ByteString.EMPTY)).isEmpty();
    }

    @Test
    void dataOfAnotherShapeShouldBeRefused() {
        assertThatThrownBy(() -> Features.values("teleloop.v1.Wrench", ByteString.copyFromUtf8("no protobuf")))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }
}
