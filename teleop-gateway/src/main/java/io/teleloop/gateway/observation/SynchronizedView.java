package io.teleloop.gateway.observation;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The synchronized view of a robot's streams: at a tick, each stream's newest sample that is not later than the tick,
/// with its age; none, or one older than the stream's tolerance, is a gap. Of one robot; not thread-safe.
///
/// Keeping samples costs next to nothing; they are only read when somebody asks for a tick's observation.
public final class SynchronizedView {
    /// Samples of one stream that may be later than the last tick and still be chosen from.
    public static final int WINDOW = 64;

    private static final Logger LOG = LoggerFactory.getLogger(SynchronizedView.class);

    private record Recent(StreamDescription stream, ArrayDeque<Reception> newestLast) {
        void add(Reception sample) {
            if (newestLast.size() == WINDOW) {
                newestLast.removeFirst();
            }
            newestLast.addLast(sample);
            forgetBefore(sample.receiveTimeNs());
        }

        /// Forgets what no tick at this time or later can choose.
        void forgetBefore(long timeNs) {
            Reception chosen = null;
            while (!newestLast.isEmpty() && newestLast.getFirst().captureTimeNs() <= timeNs) {
                chosen = newestLast.removeFirst();
            }
            if (chosen != null) {
                newestLast.addFirst(chosen);
            }
        }

        SeenStream at(long tickTimeNs) {
            forgetBefore(tickTimeNs);
            Reading.Builder reading = Reading.newBuilder().setStream(stream.getName());
            Reception newest = newestLast.peekFirst();
            if (newest == null || newest.captureTimeNs() > tickTimeNs) {
                return new SeenStream(reading.setGap(true).build(), Optional.empty());
            }
            long age = tickTimeNs - newest.captureTimeNs();
            reading.setCaptureTimeNs(newest.captureTimeNs()).setAgeNs(age).setGap(age > stream.getToleranceNs());
            if (!Streams.isCamera(stream.getName())) {
                readValues(newest, reading);
            }
            return new SeenStream(reading.build(), Optional.of(newest));
        }

        private void readValues(Reception sample, Reading.Builder reading) {
            try {
                for (float value : Features.values(stream.getSchema(), sample.data())) {
                    reading.addValues(value);
                }
            } catch (InvalidProtocolBufferException e) {
                LOG.warn("Sample is damaged stream={} schema={}", stream.getName(), stream.getSchema());
                reading.setGap(true);
            }
        }
    }

    private final Map<String, Recent> streams = new LinkedHashMap<>();
    private @Nullable Observation latest;

    /// @param described the robot's streams, in the order of its description
    public SynchronizedView(List<StreamDescription> described) {
        described.forEach(stream -> streams.put(stream.getName(), new Recent(stream, new ArrayDeque<>())));
    }

    /// No tick may be earlier than the receive time of a sample that was added before it.
    public void add(Reception sample) {
        Recent recent = streams.get(sample.stream());
        if (recent != null) {
            recent.add(sample);
        }
    }

    /// What was seen shows another scene.
    public void forget() {
        streams.values().forEach(recent -> recent.newestLast().clear());
        latest = null;
    }

    /// What is seen at a tick; ticks must not go back in time. It is made when it is asked for first, so a tick that
    /// nobody looks at costs nothing, and whoever asks again within the tick gets the same.
    public Observation at(long tickTimeNs) {
        Observation made = latest;
        if (made == null || made.tickTimeNs() != tickTimeNs) {
            made = new Observation(
                    tickTimeNs,
                    streams.values().stream()
                            .map(recent -> recent.at(tickTimeNs))
                            .toList());
            latest = made;
        }
        return made;
    }

    /// Every sample that a tick now or later may choose, each stream's oldest first: what an episode that begins now
    /// must hold so that its steps can name what they show.
    public List<Reception> choosableFrom(long nowNs) {
        List<Reception> samples = new ArrayList<>();
        for (Recent recent : streams.values()) {
            recent.forgetBefore(nowNs);
            samples.addAll(recent.newestLast());
        }
        return samples;
    }
}
