package io.teleloop.augmentation;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Provenance;
import io.teleloop.contract.v1.Step;
import java.util.ArrayList;
import java.util.List;

/// An episode that no robot performed, as the records that a recorder takes.
///
/// @param records opened with provenance, samples, closed
public record GeneratedEpisode(EpisodeId id, List<EpisodeRecord> records) {
    public GeneratedEpisode {
        records = List.copyOf(records);
        if (records.isEmpty() || !records.getFirst().getOpened().hasProvenance()) {
            throw new IllegalArgumentException("generated episode " + id + " does not tell its provenance");
        }
    }

    public EpisodeOpened opened() {
        return records.getFirst().getOpened();
    }

    public Provenance provenance() {
        return opened().getProvenance();
    }

    /// Its control ticks, in order.
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (EpisodeRecord record : records) {
            if (record.hasSample() && record.getSample().getStream().equals(Streams.STEP)) {
                try {
                    steps.add(Step.parseFrom(record.getSample().getData()));
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException("stream step of " + id + " does not hold steps", e);
                }
            }
        }
        return steps;
    }
}
