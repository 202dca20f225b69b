package io.teleloop.augmenter.work;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.archive.Archive;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmenter.plan.AugmentationPlan;
import io.teleloop.augmenter.plan.PlannedAugmentation;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.kafka.RecordHandler;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Augments each episode when it is sealed, or when the labeler has spoken that its augmenter needs.
public final class EventHandler implements RecordHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EventHandler.class);

    private final AugmentationPlan plan;
    private final Archive archive;
    private final SourceReader sources;
    private final VariantMaker variants;

    public EventHandler(AugmentationPlan plan, Archive archive, VariantMaker variants) {
        this.plan = plan;
        this.archive = archive;
        this.sources = new SourceReader(archive);
        this.variants = variants;
    }

    @Override
    public void handle(ConsumerRecord<String, byte[]> record) throws IOException, InterruptedException {
        EpisodeEvent event;
        EpisodeId id;
        try {
            byte[] value = record.value();
            event = EpisodeEvent.parseFrom(value == null ? new byte[0] : value);
            id = new EpisodeId(event.getEpisodeId());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            LOG.error("Event cannot be understood key={} problem={}", record.key(), e.getMessage());
            return;
        }
        for (PlannedAugmentation planned : plan.augmentations()) {
            if (concerns(event, planned)) {
                int _ = augment(planned, id);
            }
        }
    }

    private static boolean concerns(EpisodeEvent event, PlannedAugmentation planned) {
        String labeler = planned.waitsFor();
        if (labeler.isEmpty()) {
            return event.hasSealed();
        }
        return event.hasLabeled()
                && labeler.equals(event.getLabeled().getLabeler() + "@"
                        + event.getLabeled().getLabelerVersion());
    }

    /// Makes what is planned of one episode, unless that was done before.
    ///
    /// @return how many episodes were made
    /// @throws IOException when log or store do not answer
    public int augment(PlannedAugmentation planned, EpisodeId id) throws IOException, InterruptedException {
        if (!variants.isDue(planned, id.value())) {
            return 0;
        }
        Optional<SourceEpisode> source = source(planned, id);
        return source.isPresent() ? variants.make(planned, source.get()) : 0;
    }

    private Optional<SourceEpisode> source(PlannedAugmentation planned, EpisodeId id) throws StoreException {
        try {
            Optional<Manifest> manifest = archive.manifest(id);
            return manifest.isPresent() && mayBeAugmented(planned, manifest.get())
                    ? sources.read(manifest.get(), planned.waitsFor())
                    : Optional.empty();
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            // Reading it again would not mend it.
            LOG.error("Episode cannot be read and is left out episode={} problem={}", id, e.getMessage());
            return Optional.empty();
        }
    }

    /// Generated episodes are left alone unless the plan wants them, and a group never grows out of itself.
    static boolean mayBeAugmented(PlannedAugmentation planned, Manifest manifest) {
        Manifest.Provenance provenance = manifest.provenance();
        return provenance == null
                || (planned.ofGenerated() && !provenance.group().equals(planned.group()));
    }
}
