package io.teleloop.labeler.work;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.kafka.RecordHandler;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Labels every episode that the episodes topic says is sealed.
public final class SealedEpisodes implements RecordHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SealedEpisodes.class);

    private final EpisodeLabeling labeling;
    private final LabelingMetrics metrics;

    public SealedEpisodes(EpisodeLabeling labeling, LabelingMetrics metrics) {
        this.labeling = labeling;
        this.metrics = metrics;
    }

    @Override
    public void handle(ConsumerRecord<String, byte[]> record) throws IOException, InterruptedException {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        EpisodeId sealed;
        try {
            EpisodeEvent event = EpisodeEvent.parseFrom(value);
            if (!event.hasSealed()) {
                return;
            }
            sealed = new EpisodeId(event.getEpisodeId());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            metrics.refused();
            LOG.error(
                    "Event cannot be read and is left out partition={} offset={} problem={}",
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return;
        }
        labeling.label(sealed);
    }
}
