package io.teleloop.gateway.episode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Streams;
import io.teleloop.contract.feature.Features;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.StreamDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The synchronized view of a robot's streams: at a tick, each stream's newest sample that is not later than the tick,
/// with its age; none, or one older than the stream's tolerance, is a gap. Of one episode; not thread-safe.
public final class StepAssembler {
    private static final Logger LOG = LoggerFactory.getLogger(StepAssembler.class);
    /// Samples of one stream that may come between two ticks and still be chosen from.
    private static final int WINDOW = 64;

    private record Candidate(long sequence, Reception sample) {}

    private record Recent(StreamDescription stream, ArrayDeque<Candidate> newestLast) {
        /// Forgets what no later tick can choose.
        void forgetBefore(long tickTimeNs) {
            Candidate chosen = null;
            while (!newestLast.isEmpty() && newestLast.getFirst().sample().captureTimeNs() <= tickTimeNs) {
                chosen = newestLast.removeFirst();
            }
            if (chosen != null) {
                newestLast.addFirst(chosen);
            }
        }
    }

    private final Map<String, Recent> streams = new LinkedHashMap<>();

    /// @param described the robot's streams, in the order of its description
    public StepAssembler(List<StreamDescription> described) {
        described.forEach(stream -> streams.put(stream.getName(), new Recent(stream, new ArrayDeque<>())));
    }

    /// @param sequence in the episode
    public void add(long sequence, Reception sample) {
        Recent recent = streams.get(sample.stream());
        if (recent == null) {
            return;
        }
        if (recent.newestLast().size() == WINDOW) {
            recent.newestLast().removeFirst();
        }
        recent.newestLast().addLast(new Candidate(sequence, sample));
    }

    /// One reading for each stream; ticks must not go back in time.
    public List<Reading> at(long tickTimeNs) {
        List<Reading> readings = new ArrayList<>(streams.size());
        for (Recent recent : streams.values()) {
            recent.forgetBefore(tickTimeNs);
            Candidate newest = recent.newestLast().peekFirst();
            if (newest == null || newest.sample().captureTimeNs() > tickTimeNs) {
                readings.add(Reading.newBuilder()
                        .setStream(recent.stream().getName())
                        .setGap(true)
                        .build());
            } else {
                readings.add(reading(recent.stream(), newest, tickTimeNs));
            }
        }
        return readings;
    }

    private static Reading reading(StreamDescription stream, Candidate newest, long tickTimeNs) {
        long age = tickTimeNs - newest.sample().captureTimeNs();
        Reading.Builder reading = Reading.newBuilder()
                .setStream(stream.getName())
                .setSequence(newest.sequence())
                .setCaptureTimeNs(newest.sample().captureTimeNs())
                .setAgeNs(age)
                .setGap(age > stream.getToleranceNs());
        if (!Streams.isCamera(stream.getName())) {
            try {
                for (float value :
                        Features.values(stream.getSchema(), newest.sample().data())) {
                    reading.addValues(value);
                }
            } catch (InvalidProtocolBufferException e) {
                LOG.warn("Sample is damaged stream={} schema={}", stream.getName(), stream.getSchema());
                reading.setGap(true);
            }
        }
        return reading.build();
    }
}
