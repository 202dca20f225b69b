package io.teleloop.recorder.recording;

import io.teleloop.contract.storage.Manifest.GapSummary;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.v1.Sample;
import java.util.ArrayList;
import java.util.List;

/// What was seen of one stream.
final class StreamLog {
    private static final double NANOS = 1e9;
    private static final double THOUSANDTHS = 1e3;

    private final String name;
    private final String schema;
    private final List<GapSummary> gaps = new ArrayList<>();
    private long next;
    private long samples;
    private long missing;
    private long gapsNotListed;
    private long maxClockErrorNs;

    StreamLog(String name, String schema) {
        this.name = name;
        this.schema = schema;
    }

    /// The sequence number that must come next.
    long next() {
        return next;
    }

    long samples() {
        return samples;
    }

    long maxClockErrorNs() {
        return maxClockErrorNs;
    }

    /// Whether the stream has had a sample with this number.
    boolean hasSeen(Sample sample) {
        return Long.compareUnsigned(sample.getSequence(), next) < 0;
    }

    void add(Sample sample) {
        next = sample.getSequence() + 1;
        maxClockErrorNs = Math.max(maxClockErrorNs, sample.getClockErrorNs());
        if (!sample.hasGap()) {
            samples++;
            return;
        }
        missing += sample.getGap().getMissing();
        if (gaps.size() == StreamSummary.MAX_GAPS) {
            gapsNotListed++;
            return;
        }
        gaps.add(new GapSummary(
                sample.getSequence(),
                sample.getReceiveTimeNs(),
                sample.getGap().getMissing(),
                sample.getGap().getReason()));
    }

    StreamSummary summary(long durationNs) {
        double rateHz = durationNs <= 0 ? 0 : Math.round(samples * NANOS / durationNs * THOUSANDTHS) / THOUSANDTHS;
        return new StreamSummary(name, schema, samples, missing, rateHz, maxClockErrorNs, gaps, gapsNotListed);
    }
}
