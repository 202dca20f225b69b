package io.teleloop.recorder.recording;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Schemas;
import io.teleloop.contract.v1.StreamDescription;
import java.util.Optional;

/// A message type with all that is needed to decode it.
///
/// @param name the full message name
/// @param descriptors a serialized FileDescriptorSet with imports
record StreamSchema(String name, ByteString descriptors) {

    /// The schema of a stream: its own descriptors, else those that Teleloop knows.
    ///
    /// @throws InvalidProtocolBufferException when the stream's own descriptors do not describe its schema
    static Optional<StreamSchema> of(StreamDescription stream) throws InvalidProtocolBufferException {
        ByteString own = stream.getFileDescriptorSet();
        if (own.isEmpty()) {
            return Schemas.find(stream.getSchema())
                    .map(known -> new StreamSchema(
                            stream.getSchema(), Schemas.fileDescriptorSet(known).toByteString()));
        }
        if (!describes(FileDescriptorSet.parseFrom(own), stream.getSchema())) {
            throw new InvalidProtocolBufferException("they do not hold the message " + stream.getSchema());
        }
        return Optional.of(new StreamSchema(stream.getSchema(), own));
    }

    private static boolean describes(FileDescriptorSet set, String fullName) {
        return set.getFileList().stream().anyMatch(file -> file.getMessageTypeList().stream()
                .anyMatch(message ->
                        holds(message, file.getPackage().isEmpty() ? "" : file.getPackage() + ".", fullName)));
    }

    private static boolean holds(DescriptorProto message, String prefix, String fullName) {
        String name = prefix + message.getName();
        return name.equals(fullName)
                || message.getNestedTypeList().stream().anyMatch(nested -> holds(nested, name + ".", fullName));
    }
}
