package io.teleloop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import org.junit.jupiter.api.Test;

class SchemasTest {
    @Test
    void foxglovesSchemasShouldBeKnownByTheirExactNames() {
        assertThat(Schemas.find("foxglove.CompressedImage")).isPresent();
        assertThat(Schemas.find("foxglove.JointStates")).isPresent();
        assertThat(Schemas.find("foxglove.PoseInFrame")).isPresent();
        assertThat(Schemas.find("foxglove.FrameTransforms")).isPresent();
        assertThat(Schemas.find("somebody.Else")).isEmpty();
    }

    @Test
    void descriptorSetShouldHoldEveryImportBeforeItsUser() {
        Descriptor pose = Schemas.find("foxglove.PoseInFrame").orElseThrow();

        FileDescriptorSet set = Schemas.fileDescriptorSet(pose);

        assertThat(set.getFileList().stream().map(FileDescriptorProto::getName))
                .containsExactly(
                        "foxglove/Quaternion.proto",
                        "foxglove/Vector3.proto",
                        "foxglove/Pose.proto",
                        "google/protobuf/timestamp.proto",
                        "foxglove/PoseInFrame.proto");
    }
}
