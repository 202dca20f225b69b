package io.teleloop.gateway.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.TactileField;
import io.teleloop.contract.wire.TactilePacket;
import io.teleloop.gateway.observation.Reception;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The tactile pads of one robot, in the form in which operators feel them. Not thread-safe.
final class TouchPads {
    /// Places in the robot's description, by stream.
    private final Map<String, Integer> places = new HashMap<>();

    private final Map<String, Long> sequences = new HashMap<>();

    TouchPads(RobotDescription robot) {
        robot.getTactilePadsList().forEach(pad -> places.put(Streams.tactile(pad.getName()), places.size()));
    }

    /// @return empty when the sample is of no pad
    /// @throws InvalidProtocolBufferException when the data is no tactile field
    Optional<byte[]> packet(Reception sample) throws InvalidProtocolBufferException {
        Integer pad = places.get(sample.stream());
        if (pad == null) {
            return Optional.empty();
        }
        TactileField field = TactileField.parseFrom(sample.data());
        float[] displacement = new float[field.getDisplacementCount()];
        for (int i = 0; i < displacement.length; i++) {
            displacement[i] = field.getDisplacement(i);
        }
        long sequence = sequences.merge(sample.stream(), 1L, Long::sum);
        return Optional.of(new TactilePacket(
                        pad, field.getRows(), field.getColumns(), sample.captureTimeNs() / 1e6, sequence, displacement)
                .encode());
    }
}
