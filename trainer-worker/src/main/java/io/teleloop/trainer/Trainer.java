package io.teleloop.trainer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementServer;
import io.teleloop.store.ObjectStore;
import io.teleloop.trainer.election.Election;
import io.teleloop.trainer.learn.LearnerSettings;
import io.teleloop.trainer.learn.Term;
import io.teleloop.trainer.store.SupersededException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running trainer: it takes part in the election of its policy id, and learns while it leads.
final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final Duration CLOSE_PRODUCER = Duration.ofSeconds(2);
    private static final int CANNOT_GO_ON = 70;
    private static final int BAD_CONFIGURATION = 78;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ManagementServer management;
    private final TrainerHealth health;
    private final IntConsumer exit;

    private Trainer(ManagementServer management, TrainerHealth health, IntConsumer exit) {
        this.management = management;
        this.health = health;
        this.exit = exit;
    }

    /// Returns when the store was found good and this worker takes part in the election.
    ///
    /// @param exit called with an exit code, on a thread of its own, when the trainer cannot go on
    /// @throws ConfigurationException when a setting or the store is no good
    static Trainer start(TrainerConfig config, IntConsumer exit) throws Exception {
        TrainerHealth health = new TrainerHealth();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("policy", config.policy());
        ManagementServer management =
                ManagementServer.start(config.managementHost(), config.managementPort(), registry, health);
        Trainer trainer = new Trainer(management, health, exit);
        trainer.parts.push(management);
        try {
            trainer.startParts(config, learner(config), new TrainerMetrics(registry, Clock.systemUTC()));
            return trainer;
        } catch (Exception e) {
            trainer.close();
            throw e;
        }
    }

    int managementPort() {
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

    private static LearnerSettings learner(TrainerConfig config) {
        return new LearnerSettings(
                config.task(),
                config.algorithm().create(),
                config.algorithm().toString(),
                config.demonstrations(),
                config.generatedDemonstrations(),
                config.seed(),
                config.base());
    }

    private void startParts(TrainerConfig config, LearnerSettings learner, TrainerMetrics metrics) throws Exception {
        ObjectStore store = ObjectStore.open(config.store());
        parts.push(store);
        store.awaitUsable(health::waitsFor);
        KafkaProducer<String, byte[]> producer = KafkaClients.producer(config);
        parts.push(() -> producer.close(CLOSE_PRODUCER));
        FrozenBases bases = new FrozenBases(store);
        parts.push(bases);
        Leadership leadership = new Leadership(
                new Term.Tools(
                        config.policy(),
                        learner,
                        bases,
                        config.rhythm(),
                        config.retention(),
                        store,
                        () -> KafkaClients.reader(config),
                        producer,
                        metrics,
                        Clock.systemUTC()),
                this::fail);
        Election election = new Election(KafkaClients.candidate(config), leadership);
        Thread thread = Thread.ofPlatform().name("election").start(() -> elect(election));
        parts.push(() -> {
            election.stop();
            thread.join();
        });
        health.running(election, leadership);
    }

    private void elect(Election election) {
        try {
            election.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Exception problem) {
        health.failed();
        int code = CANNOT_GO_ON;
        switch (problem) {
            case SupersededException superseded ->
                LOG.error(
                        "Another worker leads this policy id; this one stops and stands by after a restart problem={}",
                        superseded.getMessage());
            case ConfigurationException configuration -> {
                LOG.error("Service has a bad configuration service=trainer problem={}", configuration.getMessage());
                code = BAD_CONFIGURATION;
            }
            default -> LOG.error("Trainer cannot go on; it goes on from its last checkpoint after a restart", problem);
        }
        int exitCode = code;
        Thread.ofPlatform().name("trainer-failure").start(() -> exit.accept(exitCode));
    }
}
