package io.teleloop.gateway.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what became of episodes, from now on.
public final class EpisodeEventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EpisodeEventFeed.class);

    private final Consumer<EpisodeEvent> listener;
    private final TopicFeed feed;

    /// @param listener called on the feed's own thread
    public EpisodeEventFeed(String bootstrapServers, Consumer<EpisodeEvent> listener) {
        this.listener = listener;
        feed = new TopicFeed(
                "episode-events", bootstrapServers, List.of(Topics.EPISODES), TopicFeed.From.NOW, this::hear);
    }

    public void start() {
        feed.start();
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        try {
            listener.accept(EpisodeEvent.parseFrom(message.value()));
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("Episode event is damaged offset={}", message.offset());
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}
