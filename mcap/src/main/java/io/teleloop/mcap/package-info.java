/// Reads and writes [MCAP](https://mcap.dev/spec), a container for timed messages of many streams.
///
/// ```java
/// try (McapWriter writer = McapWriter.open(Files.newOutputStream(path), McapWriterOptions.DEFAULT)) {
///     int schema = writer.addSchema("foxglove.JointStates", "protobuf", fileDescriptorSet);
///     int joints = writer.addChannel("/joints", schema, "protobuf", Map.of());
///     writer.write(new Message(joints, sequence, logTimeNs, publishTimeNs, payload));
///     writer.write(new Metadata("episode", Map.of("task", "PegInsertion")));
///     writer.finish(); // a file that was closed without this is refused as truncated
/// }
/// try (McapReader reader = McapReader.open(McapSource.of(path), McapLimits.DEFAULT)) {
///     MessageCursor cursor = reader.messages(MessageQuery.ALL.onTopics(Set.of("/joints")));
///     for (Message m = cursor.next(); m != null; m = cursor.next()) use(m); // in log-time order
/// }
/// ```
///
/// [McapReader] goes by the index and checks what it touches: the summary, chunks and attachments. [McapStreamReader]
/// needs no index, reads any stream from start to end, and checks every byte; use it to verify a file or to save what a
/// truncated one still holds.
@NullMarked
package io.teleloop.mcap;

import org.jspecify.annotations.NullMarked;
