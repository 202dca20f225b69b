package io.teleloop.recorder;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.teleloop.contract.MetricNames;
import io.teleloop.recorder.intake.AbandonedEpisodes;
import io.teleloop.recorder.intake.SampleLog;
import io.teleloop.recorder.spool.SpoolFolder;
import io.teleloop.recorder.store.Announcer;
import io.teleloop.recorder.store.EpisodeStore;
import io.teleloop.recorder.store.Sealer;
import io.teleloop.recorder.store.StoreException;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running recorder.
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_PRODUCER = Duration.ofSeconds(2);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ManagementServer management;

    private Recorder(ManagementServer management) {
        this.management = management;
    }

    /// Returns when the store was found good and reading has begun.
    ///
    /// @param onFailure called on a thread of its own when the recorder cannot go on
    /// @throws ConfigurationException when a setting or the store is no good
    public static Recorder start(RecorderConfig config, Runnable onFailure) throws Exception {
        RecorderHealth health = new RecorderHealth();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ManagementServer management =
                ManagementServer.start(config.managementHost(), config.managementPort(), registry, health);
        Recorder recorder = new Recorder(management);
        recorder.parts.push(management);
        try {
            recorder.startParts(config, health, new RecorderMetrics(registry), onFailure);
            return recorder;
        } catch (Exception e) {
            recorder.close();
            throw e;
        }
    }

    public int managementPort() {
        return management.port();
    }

    @Override
    public void close() throws Exception {
        Exception failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void startParts(RecorderConfig config, RecorderHealth health, RecorderMetrics metrics, Runnable onFailure)
            throws Exception {
        SpoolFolder spool = openSpool(config);
        parts.push(spool);
        EpisodeStore store = EpisodeStore.open(config.store());
        parts.push(store);
        waitForStore(store, health);
        KafkaProducer<String, byte[]> producer = KafkaClients.producer(config);
        parts.push(() -> producer.close(CLOSE_PRODUCER));
        Sealer sealer = new Sealer(store, new Announcer(producer), metrics);
        parts.push(sealer);
        SampleLog log = new SampleLog(
                KafkaClients.consumer(config),
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
        Thread thread = Thread.ofPlatform().name("sample-log").start(() -> read(log, health, onFailure));
        parts.push(() -> {
            log.stop();
            thread.join();
        });
        health.reading(log, sealer);
    }

    private static void read(SampleLog log, RecorderHealth health, Runnable onFailure) {
        try {
            log.run();
        } catch (RuntimeException e) {
            LOG.error("Recorder cannot go on; it reads on from its last commit after a restart", e);
            health.failed();
            Thread.ofPlatform().name("recorder-failure").start(onFailure);
        }
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

    private static void waitForStore(EpisodeStore store, RecorderHealth health) throws InterruptedException {
        while (true) {
            try {
                store.requireCreateOnlyPuts();
                return;
            } catch (StoreException e) {
                LOG.warn("Recorder waits for the store problem={}", e.getMessage());
                health.waitsFor("the store: " + e.getMessage());
                Thread.sleep(STORE_RETRY);
            }
        }
    }
}
