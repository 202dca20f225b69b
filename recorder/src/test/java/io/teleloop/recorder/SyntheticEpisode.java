package io.teleloop.recorder;

import com.google.protobuf.ByteString;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Gap;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.StreamTotal;
import io.teleloop.contract.v1.Twist;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The records of an episode as a gateway writes them, with content that follows from a seed.
final class SyntheticEpisode {
    static final String TWIST = "twist";
    static final String CAMERA = "camera.scene";
    private static final long MILLI = 1_000_000;

    private final EpisodeId id = EpisodeId.at(Instant.now());
    private final Random random;
    private final long startNs = id.openedAt().toEpochMilli() * MILLI;
    private final Map<String, Long> next = new LinkedHashMap<>();
    private final List<EpisodeRecord> records = new ArrayList<>();
    private long time = startNs;

    SyntheticEpisode(long seed) {
        this.random = new Random(seed);
    }

    EpisodeId id() {
        return id;
    }

    List<EpisodeRecord> records() {
        return List.copyOf(records);
    }

    SyntheticEpisode opened(StreamDescription... more) {
        EpisodeOpened.Builder opened = EpisodeOpened.newBuilder()
                .setTimeNs(startNs)
                .setTask("peg-insertion")
                .setInstruction("Put the peg into the hole.")
                .setOperatorId("alice")
                .setControlRateHz(20)
                .setSeed(7)
                .setRobot(RobotDescription.newBuilder().setRobotId("robot-1").setModel("sim-arm-7"))
                .addStreams(stream(TWIST, "teleloop.v1.Twist"))
                .addStreams(stream(CAMERA, "foxglove.CompressedImage"));
        for (StreamDescription stream : more) {
            opened.addStreams(stream);
        }
        records.add(record().setOpened(opened).build());
        return this;
    }

    SyntheticEpisode samples(int count) {
        for (int i = 0; i < count; i++) {
            Twist twist = Twist.newBuilder()
                    .setLinear(
                            io.teleloop.contract.foxglove.Vector3.newBuilder().setX(random.nextDouble()))
                    .build();
            sample(TWIST, twist.toByteString());
            if (i % 3 == 0) {
                byte[] picture = new byte[500 + random.nextInt(4000)];
                random.nextBytes(picture);
                sample(CAMERA, ByteString.copyFrom(picture));
            }
        }
        return this;
    }

    SyntheticEpisode sample(String stream, ByteString data) {
        records.add(record().setSample(next(stream).setData(data)).build());
        return this;
    }

    SyntheticEpisode gap(String stream, long missing, String reason) {
        records.add(record().setSample(
                        next(stream).setGap(Gap.newBuilder().setMissing(missing).setReason(reason)))
                .build());
        return this;
    }

    /// Takes a sequence number and writes nothing.
    SyntheticEpisode lose(String stream) {
        next(stream);
        return this;
    }

    SyntheticEpisode repeatLast(int count) {
        records.addAll(List.copyOf(records.subList(records.size() - count, records.size())));
        return this;
    }

    SyntheticEpisode closed(Outcome outcome) {
        EpisodeClosed.Builder closed = EpisodeClosed.newBuilder()
                .setTimeNs(time + 5 * MILLI)
                .setOutcome(outcome)
                .setClosedBy("alice");
        next.forEach((stream, sequence) ->
                closed.addTotals(StreamTotal.newBuilder().setStream(stream).setNextSequence(sequence)));
        records.add(record().setClosed(closed).build());
        return this;
    }

    static StreamDescription stream(String name, String schema) {
        return StreamDescription.newBuilder()
                .setName(name)
                .setSchema(schema)
                .setRateHz(30)
                .build();
    }

    private Sample.Builder next(String stream) {
        time += 5 * MILLI;
        long sequence = next.merge(stream, 1L, Long::sum) - 1;
        return Sample.newBuilder()
                .setStream(stream)
                .setSequence(sequence)
                .setCaptureTimeNs(time - 2 * MILLI)
                .setReceiveTimeNs(time)
                .setClockErrorNs(40_000);
    }

    private EpisodeRecord.Builder record() {
        return EpisodeRecord.newBuilder().setVersion(1).setEpisodeId(id.value());
    }
}
