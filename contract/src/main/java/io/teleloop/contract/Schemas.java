package io.teleloop.contract;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.foxglove.FrameTransforms;
import io.teleloop.contract.foxglove.JointStates;
import io.teleloop.contract.foxglove.PoseInFrame;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.GripperState;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.TactileField;
import io.teleloop.contract.v1.TaskStatus;
import io.teleloop.contract.v1.Twist;
import io.teleloop.contract.v1.Wrench;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The protobuf schemas that a stream may have without sending its own descriptors.
public final class Schemas {
    private static final Map<String, Descriptor> KNOWN = Stream.of(
                    CompressedImage.getDescriptor(),
                    FrameTransforms.getDescriptor(),
                    JointStates.getDescriptor(),
                    PoseInFrame.getDescriptor(),
                    Command.getDescriptor(),
                    GripperState.getDescriptor(),
                    Step.getDescriptor(),
                    TactileField.getDescriptor(),
                    TaskStatus.getDescriptor(),
                    Twist.getDescriptor(),
                    Wrench.getDescriptor())
            .collect(Collectors.toUnmodifiableMap(Descriptor::getFullName, Function.identity()));

    private Schemas() {}

    /// The descriptor of a known schema, by its full name.
    public static Optional<Descriptor> find(String fullName) {
        return Optional.ofNullable(KNOWN.get(fullName));
    }

    /// The schema's file and all that it imports, dependencies first: what MCAP's protobuf encoding asks for.
    public static FileDescriptorSet fileDescriptorSet(Descriptor schema) {
        Set<FileDescriptor> files = new LinkedHashSet<>();
        collect(schema.getFile(), files);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.forEach(file -> set.addFile(file.toProto()));
        return set.build();
    }

    private static void collect(FileDescriptor file, Set<FileDescriptor> into) {
        file.getDependencies().forEach(dependency -> collect(dependency, into));
        into.add(file);
    }
}
