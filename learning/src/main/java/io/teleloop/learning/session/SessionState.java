package io.teleloop.learning.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.Weights;
import java.nio.ByteBuffer;

/// What a session saves: what it fixed once, and the learner's own bytes behind it.
///
/// @param transitions from steps in which a policy ran
record SessionState(
        ObservationSpec observation, ActionSpec action, Normaliser normaliser, long transitions, byte[] learner) {
    private static final JsonMapper JSON = new JsonMapper();

    /// Length of the first part (4 bytes), first part (safetensors), the learner's.
    byte[] toBytes() {
        Safetensors file = new Safetensors();
        file.tensors().put("mean", Weights.of(normaliser.mean()));
        file.tensors().put("deviation", Weights.of(normaliser.deviation()));
        file.metadata().put("transitions", Long.toString(transitions));
        try {
            file.metadata().put("observation", JSON.writeValueAsString(observation));
            file.metadata().put("action", JSON.writeValueAsString(action));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("specs always have a JSON form", e);
        }
        byte[] head = file.toBytes();
        return ByteBuffer.allocate(Integer.BYTES + head.length + learner.length)
                .putInt(head.length)
                .put(head)
                .put(learner)
                .array();
    }

    /// @throws IllegalArgumentException when the bytes are not of a session
    static SessionState parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = bytes.length < Integer.BYTES ? -1 : buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException(
                    "a saved session of " + bytes.length + " bytes is cut or of another kind");
        }
        byte[] head = new byte[length];
        buffer.get(head);
        byte[] learner = new byte[buffer.remaining()];
        buffer.get(learner);
        Safetensors file = Safetensors.parse(head);
        try {
            return new SessionState(
                    JSON.readValue(file.text("observation"), ObservationSpec.class),
                    JSON.readValue(file.text("action"), ActionSpec.class),
                    new Normaliser(file.values("mean"), file.values("deviation")),
                    Long.parseLong(file.text("transitions")),
                    learner);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a saved session's specs cannot be read", e);
        }
    }
}
