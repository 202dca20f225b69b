package io.teleloop.augmenter.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Provenance;
import io.teleloop.contract.v1.Sample;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.TopicSetup;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.KafkaConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeWriterTest {
    @Test
    void nothingShouldFollowARecordThatTheLogDoesNotTake(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            TopicSetup.createMissing(kafka.bootstrapServers());
            KafkaConfig config = new KafkaConfig(kafka.bootstrapServers(), "");
            try (EpisodeWriter writer = new EpisodeWriter(config)) {
                writer.write(episode(1, 100));
                assertThat(written(config)).isEqualTo(3);

                assertThatThrownBy(() -> writer.write(episode(2, Topics.MAX_RECORD_BYTES)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("is not in the log yet");
            }
            assertThat(written(config))
                    .as("the first record of the second episode at most")
                    .isBetween(3L, 4L);
        }
    }

    private static GeneratedEpisode episode(long millis, int bytes) {
        EpisodeId id = EpisodeId.at(Instant.ofEpochMilli(millis));
        return new GeneratedEpisode(
                id,
                List.of(
                        record(id)
                                .setOpened(EpisodeOpened.newBuilder()
                                        .setProvenance(Provenance.newBuilder().setGroup("test")))
                                .build(),
                        record(id)
                                .setSample(Sample.newBuilder().setData(ByteString.copyFrom(new byte[bytes])))
                                .build(),
                        record(id).setClosed(EpisodeClosed.getDefaultInstance()).build()));
    }

    private static EpisodeRecord.Builder record(EpisodeId id) {
        return EpisodeRecord.newBuilder().setEpisodeId(id.value());
    }

    private static long written(KafkaConfig config) {
        try (KafkaConsumer<String, byte[]> reader = KafkaClients.reader(config, Map.of())) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.SAMPLES.topic()).stream()
                    .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return reader.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
