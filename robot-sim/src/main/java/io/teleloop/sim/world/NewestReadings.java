package io.teleloop.sim.world;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.feature.Features;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.robot.SampleSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Each stream's newest sample as a step's readings; a stream that was never sensed (a camera) is a gap.
public final class NewestReadings implements SampleSink {
    private final List<StreamDescription> streams;
    private final Map<String, Reading> newest = new HashMap<>();
    private final Map<String, String> schemas = new HashMap<>();

    /// @param streams in the order of the robot's description
    public NewestReadings(List<StreamDescription> streams) {
        this.streams = List.copyOf(streams);
        streams.forEach(stream -> schemas.put(stream.getName(), stream.getSchema()));
    }

    /// An episode begins: its samples are numbered anew.
    public void clear() {
        newest.clear();
    }

    @Override
    public void publish(String stream, long captureTimeNs, ByteString data) {
        Reading before = newest.get(stream);
        Reading.Builder reading = Reading.newBuilder()
                .setStream(stream)
                .setSequence(before == null ? 0 : before.getSequence() + 1)
                .setCaptureTimeNs(captureTimeNs);
        for (float value : values(stream, data)) {
            reading.addValues(value);
        }
        newest.put(stream, reading.build());
    }

    private float[] values(String stream, ByteString data) {
        try {
            return Features.values(schemas.getOrDefault(stream, ""), data);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("stream " + stream + " does not hold what its description says", e);
        }
    }

    /// One reading for each stream, with its age at the tick.
    public List<Reading> readings(long tickTimeNs) {
        List<Reading> readings = new ArrayList<>(streams.size());
        for (StreamDescription stream : streams) {
            Reading reading = newest.get(stream.getName());
            readings.add(
                    reading == null
                            ? Reading.newBuilder()
                                    .setStream(stream.getName())
                                    .setGap(true)
                                    .build()
                            : aged(reading, tickTimeNs, stream.getToleranceNs()));
        }
        return readings;
    }

    private static Reading aged(Reading reading, long tickTimeNs, long toleranceNs) {
        long age = tickTimeNs - reading.getCaptureTimeNs();
        return reading.toBuilder().setAgeNs(age).setGap(age > toleranceNs).build();
    }
}
