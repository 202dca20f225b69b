package io.teleloop.augmentation;

import com.google.protobuf.ByteString;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.StreamTotal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The records of one generated episode while it is made. Streams are numbered when it is built, in the order of
/// time; so they may be added one after the other.
public final class EpisodeBuilder {
    private static final int VERSION = 1;

    private record Entry(String stream, long timeNs, ByteString data) {}

    private final Lineage lineage;
    private final EpisodeOpened opened;
    private final List<Entry> entries = new ArrayList<>();

    /// @param opened all but the provenance and the time, which the lineage tells
    public EpisodeBuilder(Lineage lineage, EpisodeOpened opened) {
        this.lineage = lineage;
        this.opened = opened.toBuilder()
                .setTimeNs(lineage.openedNs())
                .setOperatorId(lineage.source())
                .setProvenance(lineage.provenance())
                .build();
    }

    /// @param timeNs when it was sensed; nobody received it later
    public void add(String stream, long timeNs, ByteString data) {
        entries.add(new Entry(stream, timeNs, data));
    }

    /// The whole episode.
    public GeneratedEpisode build(Outcome outcome, String reason, long timeNs) {
        List<EpisodeRecord> records = new ArrayList<>();
        records.add(record().setOpened(opened).build());
        Map<String, Long> next = new LinkedHashMap<>();
        for (StreamDescription stream : opened.getStreamsList()) {
            next.put(stream.getName(), 0L);
        }
        // Stable: what was added at the same time stays in its order.
        entries.sort(Comparator.comparingLong(Entry::timeNs));
        for (Entry entry : entries) {
            long sequence = next.merge(entry.stream(), 1L, Long::sum) - 1;
            records.add(record().setSample(Sample.newBuilder()
                            .setStream(entry.stream())
                            .setSequence(sequence)
                            .setCaptureTimeNs(entry.timeNs())
                            .setReceiveTimeNs(entry.timeNs())
                            .setData(entry.data()))
                    .build());
        }
        EpisodeClosed.Builder closed = EpisodeClosed.newBuilder()
                .setTimeNs(timeNs)
                .setOutcome(outcome)
                .setClosedBy(lineage.source())
                .setReason(reason);
        next.forEach((stream, total) ->
                closed.addTotals(StreamTotal.newBuilder().setStream(stream).setNextSequence(total)));
        records.add(record().setClosed(closed).build());
        return new GeneratedEpisode(lineage.id(), records);
    }

    private EpisodeRecord.Builder record() {
        return EpisodeRecord.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(lineage.id().value());
    }
}
