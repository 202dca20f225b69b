package io.teleloop.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.v1.RobotDescription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What a worker needs to go on bit for bit: the learner's state, and where everything it learned from lies, in order.
///
/// ```
/// "TLCP"                           4 bytes
/// length of header, header         int32, JSON
/// length of robot, robot           int32, protobuf RobotDescription; nothing before the first demonstration
/// length of order, order           int32, see IngestionOrder
/// length of state, state           int32, the learner's own bytes
/// SHA-256 of all before            32 bytes
/// ```
///
/// Integers are big-endian.
///
/// @param robot that is learned for, as the first demonstration described it; empty before it
/// @param order everything that was taken so far
/// @param state as the learner saved it; empty before there are enough demonstrations
public record Checkpoint(Header header, Optional<RobotDescription> robot, IngestionOrder order, byte[] state) {
    private static final int MAGIC = 0x544c4350;
    private static final byte[] NOTHING = {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /// @param format of the whole
    /// @param learner all settings on which the learner's numbers depend; a learner with others cannot
    ///     go on from here
    /// @param baseVersion of the frozen policy below a residual, 0 for none
    /// @param createdNs nanoseconds since the epoch
    /// @param controlRateHz of the first demonstration, 0 before it
    /// @param transitions from steps in which a policy ran
    /// @param demonstrationTransitions from demonstrations
    /// @param updates of the weights
    /// @param stepOffsets by partition of the steps topic, the next offset to read
    /// @param episodeOffset the next offset of the episodes topic to read
    public record Header(
            int format,
            Map<String, String> learner,
            long baseVersion,
            long createdNs,
            double controlRateHz,
            long transitions,
            long demonstrationTransitions,
            long updates,
            Map<Integer, Long> stepOffsets,
            long episodeOffset) {
        public static final int FORMAT = 1;

        public Header {
            learner = Map.copyOf(learner);
            stepOffsets = Map.copyOf(stepOffsets);
        }
    }

    public byte[] encode() {
        byte[] head = headerJson();
        byte[] description = robot.map(RobotDescription::toByteArray).orElse(NOTHING);
        byte[] taken = order.encode();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(
                5L * Integer.BYTES + head.length + description.length + taken.length + state.length + Sha256.BYTES));
        bytes.putInt(MAGIC);
        bytes.putInt(head.length).put(head);
        bytes.putInt(description.length).put(description);
        bytes.putInt(taken.length).put(taken);
        bytes.putInt(state.length).put(state);
        bytes.put(Sha256.of(bytes.duplicate().flip()));
        return bytes.array();
    }

    /// @throws IOException when the bytes are not a whole checkpoint of a format that is understood
    public static Checkpoint decode(byte[] encoded) throws IOException {
        int end = encoded.length - Sha256.BYTES;
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        if (end < Integer.BYTES || bytes.getInt() != MAGIC) {
            throw new IOException("these " + encoded.length + " bytes are not a checkpoint");
        }
        if (!ByteBuffer.wrap(Sha256.of(ByteBuffer.wrap(encoded, 0, end))).equals(bytes.slice(end, Sha256.BYTES))) {
            throw new IOException("the checkpoint's bytes do not match their SHA-256; it is damaged");
        }
        Header header = JSON.readValue(part(bytes), Header.class);
        if (header.format() != Header.FORMAT) {
            throw new IOException("the checkpoint has format " + header.format() + ", this build reads " + Header.FORMAT
                    + "; use the build that wrote it or another policy id");
        }
        byte[] description = part(bytes);
        Optional<RobotDescription> robot =
                description.length == 0 ? Optional.empty() : Optional.of(RobotDescription.parseFrom(description));
        return new Checkpoint(header, robot, IngestionOrder.decode(part(bytes)), part(bytes));
    }

    private byte[] headerJson() {
        try {
            return JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a header always has a JSON form", e);
        }
    }

    private static byte[] part(ByteBuffer bytes) {
        byte[] part = new byte[bytes.getInt()];
        bytes.get(part);
        return part;
    }
}
