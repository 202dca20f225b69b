package io.teleloop.catalogue.projection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.kafka.RecordHandler;
import java.io.IOException;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the log as hints where to look in the store: an event that comes twice, late or out of order does no harm.
public final class StoreNews implements RecordHandler {
    /// What it reads.
    public static final Set<String> TOPICS = Set.of(Topics.EPISODES.topic());

    private static final Logger LOG = LoggerFactory.getLogger(StoreNews.class);

    private final Projection projection;
    private final Runnable refused;

    /// @param refused told of every record that cannot be read
    public StoreNews(Projection projection, Runnable refused) {
        this.projection = projection;
        this.refused = refused;
    }

    @Override
    public void handle(ConsumerRecord<String, byte[]> record) throws IOException {
        if (record.value() == null) {
            return;
        }
        EpisodeEvent event;
        EpisodeId episode;
        try {
            event = EpisodeEvent.parseFrom(record.value());
            episode = new EpisodeId(event.getEpisodeId());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            refuse(record, String.valueOf(e.getMessage()));
            return;
        }
        switch (event.getEventCase()) {
            case SEALED -> projection.stored(episode, true);
            case QUARANTINED -> projection.stored(episode, false);
            case LABELED ->
                projection.labeled(
                        episode,
                        event.getLabeled().getLabeler() + "@"
                                + event.getLabeled().getLabelerVersion());
            case REMOVED -> projection.refresh(episode);
            // Nothing of these is in the store.
            case OPENED, CLOSED, DISCARDED, EVENT_NOT_SET -> {}
        }
    }

    private void refuse(ConsumerRecord<String, byte[]> record, String problem) {
        refused.run();
        LOG.error(
                "Event cannot be read topic={} partition={} offset={} problem={}",
                record.topic(),
                record.partition(),
                record.offset(),
                problem);
    }
}
