package io.teleloop.recorder;

import io.teleloop.contract.ConsumerGroups;
import io.teleloop.contract.MetricNames;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.LogWriter;
import io.teleloop.recorder.intake.AbandonedEpisodes;
import io.teleloop.recorder.intake.SampleLog;
import io.teleloop.recorder.spool.SpoolFolder;
import io.teleloop.recorder.store.Announcer;
import io.teleloop.recorder.store.EpisodeStore;
import io.teleloop.recorder.store.Sealer;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/// Starts a recorder.
public final class Recorder {
    private static final int FETCH_BYTES = 16 << 20;

    private Recorder() {}

    /// Returns when the store was found good and reading has begun.
    ///
    /// @param exit ends the process with a code, when the recorder cannot go on
    /// @throws ConfigurationException when a setting or the store is no good
    public static RunningService start(RecorderConfig config, IntConsumer exit) throws Exception {
        return RunningService.start("recorder", config.management(), exit, service -> startParts(config, service));
    }

    private static void startParts(RecorderConfig config, RunningService service) throws Exception {
        RecorderMetrics metrics = new RecorderMetrics(service.metrics());
        SpoolFolder spool = service.add(openSpool(config));
        ObjectStore store = service.add(ObjectStore.open(config.store()));
        store.awaitUsable(service::waitsFor);
        KafkaProducer<String, byte[]> producer = KafkaClients.producer(config.kafka());
        LogWriter writer = service.add(new LogWriter(producer));
        Sealer sealer = service.add(new Sealer(new EpisodeStore(store), new Announcer(writer), metrics));
        KafkaConsumer<String, byte[]> consumer = KafkaClients.member(
                config.kafka(), ConsumerGroups.RECORDER, Map.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES));
        SampleLog log = new SampleLog(
                consumer,
                spool,
                config.limits(),
                sealer,
                new AbandonedEpisodes(producer, config.abandonAfter()),
                metrics);
        metrics.gauge(MetricNames.EPISODES_OPEN, log::openEpisodes);
        metrics.gauge(MetricNames.RECORDER_SPOOL_BYTES, spool::bytes);
        metrics.gauge(MetricNames.RECORDER_SPOOL_LIMIT, config.limits()::spoolBytes);
        metrics.gauge(MetricNames.RECORDER_LAG, log::lag);
        metrics.gauge(MetricNames.STORE_UP, () -> sealer.trouble().isEmpty() ? 1 : 0);
        service.addLoop("sample-log", log::run, log::stop);
        service.watch(log::turns, log::trouble);
        service.watch(() -> true, sealer::trouble);
    }

    private static SpoolFolder openSpool(RecorderConfig config) {
        try {
            return SpoolFolder.open(config.spoolDir());
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the spool folder " + config.spoolDir() + " cannot be used: " + e.getMessage()
                            + "; set 'spool.dir' to another",
                    e);
        }
    }
}
