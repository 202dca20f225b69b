package io.teleloop.gateway.policy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.PolicyPinned;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.contract.v1.TrainingProgress;
import io.teleloop.gateway.stream.TopicFeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what was published and pinned and how learners do, from the beginning, and tells library and board.
final class PolicyNews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyNews.class);

    private final PolicyLibrary library;
    private final TrainingBoard board;
    private final TopicFeed feed;

    PolicyNews(String bootstrapServers, PolicyLibrary library, TrainingBoard board) {
        this.library = library;
        this.board = board;
        feed = new TopicFeed(
                "policy-news",
                bootstrapServers,
                List.of(Topics.POLICIES, Topics.TRAINING),
                TopicFeed.From.THE_BEGINNING,
                this::hear);
    }

    void start() {
        feed.start();
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        try {
            if (message.topic().equals(Topics.TRAINING.topic())) {
                board.add(TrainingProgress.parseFrom(message.value()));
            } else if (isPin(message.key())) {
                library.pinned(PolicyPinned.parseFrom(message.value()));
            } else {
                library.published(PolicyPublished.parseFrom(message.value()));
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("Record is damaged topic={} offset={}", message.topic(), message.offset());
        }
    }

    private static boolean isPin(byte @Nullable [] key) {
        return key != null && new String(key, StandardCharsets.UTF_8).endsWith(Topics.PIN_SUFFIX);
    }

    @Override
    public void close() {
        feed.close();
    }
}
