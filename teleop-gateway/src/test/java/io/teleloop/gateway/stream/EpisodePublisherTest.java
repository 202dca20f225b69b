package io.teleloop.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Sample;
import io.teleloop.gateway.KafkaReader;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.TopicSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Outages of a real broker: nothing that was taken is lost, and order is kept.
class EpisodePublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private EpisodePublisher publisher(String bootstrap, long maxBytes) throws IOException {
        EpisodePublisher publisher = new EpisodePublisher(
                new PublisherConfig(bootstrap, folder.resolve("spool"), maxBytes, Duration.ofSeconds(1)),
                ignored -> {});
        publisher.start();
        return publisher;
    }

    private static EpisodeRecord sample(String episode, long sequence, int size) {
        return EpisodeRecord.newBuilder()
                .setVersion(1)
                .setEpisodeId(episode)
                .setSample(Sample.newBuilder()
                        .setStream("tcp")
                        .setSequence(sequence)
                        .setData(ByteString.copyFrom(new byte[size])))
                .build();
    }

    private static void end(EpisodePublisher publisher, String episode, Runnable kept) {
        EpisodeClosed closed = EpisodeClosed.getDefaultInstance();
        publisher.publishEnd(
                EpisodeRecord.newBuilder()
                        .setEpisodeId(episode)
                        .setClosed(closed)
                        .build(),
                EpisodeEvent.newBuilder()
                        .setEpisodeId(episode)
                        .setClosed(closed)
                        .build(),
                kept);
    }

    /// First appearances in order, as a reader that drops repeats sees them.
    private static List<Long> sequences(List<EpisodeRecord> records) {
        return records.stream()
                .filter(EpisodeRecord::hasSample)
                .map(entry -> entry.getSample().getSequence())
                .distinct()
                .toList();
    }

    private static void assertWhole(List<EpisodeRecord> records, long count) {
        assertThat(sequences(records))
                .isEqualTo(LongStream.range(0, count).boxed().toList());
        int firstEnd = records.stream().map(EpisodeRecord::hasClosed).toList().indexOf(true);
        assertThat(sequences(records.subList(0, firstEnd))).hasSize((int) count);
    }

    @Test
    void anOutageLosesNothingAndKeepsTheOrder() throws Exception {
        Path kafkaFolder = folder.resolve("kafka");
        EmbeddedKafka kafka = EmbeddedKafka.start(kafkaFolder, 0);
        int port = kafka.port();
        TopicSetup.createMissing(kafka.bootstrapServers());
        try (EpisodePublisher publisher = publisher(kafka.bootstrapServers(), 64 << 20)) {
            await().atMost(PATIENCE).until(() -> publisher.state().up());
            AtomicInteger kept = new AtomicInteger();
            for (int i = 0; i < 200; i++) {
                assertThat(publisher.publish(sample("e1", i, 1000))).isTrue();
            }
            kafka.close();
            for (int i = 200; i < 400; i++) {
                assertThat(publisher.publish(sample("e1", i, 1000))).isTrue();
            }
            await().atMost(PATIENCE).until(() -> !publisher.state().up());
            end(publisher, "e1", kept::incrementAndGet);
            await().atMost(PATIENCE)
                    .until(() -> kept.get() == 1 && publisher.state().spoolBytes() > 0);

            kafka = EmbeddedKafka.start(kafkaFolder, port);
            await().atMost(PATIENCE).until(() -> publisher.state().up());
            assertThat(publisher.state().spoolBytes()).isZero();
            try (KafkaReader reader = new KafkaReader(kafka.bootstrapServers())) {
                assertWhole(reader.episode("e1"), 400);
            }
        } finally {
            kafka.close();
        }
    }

    @Test
    void whatAStopLeftOnDiskIsBroughtAtTheNextStart() throws Exception {
        try (EpisodePublisher publisher = publisher("127.0.0.1:1", 64 << 20)) {
            for (int i = 0; i < 50; i++) {
                assertThat(publisher.publish(sample("e2", i, 100))).isTrue();
            }
            end(publisher, "e2", () -> {});
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            TopicSetup.createMissing(kafka.bootstrapServers());
            try (EpisodePublisher publisher = publisher(kafka.bootstrapServers(), 64 << 20);
                    KafkaReader reader = new KafkaReader(kafka.bootstrapServers())) {
                assertWhole(reader.episode("e2"), 50);
                await().atMost(PATIENCE).until(() -> publisher.state().up());
            }
        }
    }

    @Test
    void aListenerThatFailsLosesNothing() throws Exception {
        try (EpisodePublisher publisher = new EpisodePublisher(
                new PublisherConfig("127.0.0.1:1", folder.resolve("spool"), 64 << 20, Duration.ofSeconds(1)),
                ignored -> {
                    throw new IllegalStateException("the event loop is gone");
                })) {
            publisher.start();
            assertThat(publisher.publish(sample("e4", 0, 100))).isTrue();
            await().atMost(PATIENCE).until(() -> publisher.state().problem().startsWith("Kafka is away"));
            assertThat(publisher.publish(sample("e4", 1, 100))).isTrue();
        }
        try (DiskSpool spool = DiskSpool.open(folder.resolve("spool"), 1 << 20)) {
            assertThat(spool.read()).isPresent();
            assertThat(spool.read()).isPresent();
        }
    }

    @Test
    void aFullSpoolTakesNoMoreButForTheEnd() throws Exception {
        AtomicInteger kept = new AtomicInteger();
        try (EpisodePublisher publisher = publisher("127.0.0.1:1", 1 << 20)) {
            int taken = 0;
            while (publisher.publish(sample("e3", taken, 100_000))) {
                taken++;
            }
            assertThat(taken).isEqualTo(10);
            assertThat(publisher.refused()).isEqualTo(1);
            end(publisher, "e3", kept::incrementAndGet);
            await().atMost(PATIENCE).until(() -> kept.get() == 1);
        }
        try (DiskSpool spool = DiskSpool.open(folder.resolve("spool"), 1 << 20)) {
            int records = 0;
            while (spool.read().isPresent()) {
                records++;
            }
            assertThat(records).isEqualTo(12);
        }
    }
}
