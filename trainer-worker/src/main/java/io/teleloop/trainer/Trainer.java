package io.teleloop.trainer;

import io.micrometer.core.instrument.Tags;
import io.teleloop.contract.ConsumerGroups;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import io.teleloop.store.ObjectStore;
import io.teleloop.trainer.election.Election;
import io.teleloop.trainer.learn.LearnerSettings;
import io.teleloop.trainer.learn.Term;
import io.teleloop.trainer.store.SupersededException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a trainer: it takes part in the election of its policy id, and learns while it leads.
final class Trainer {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final Duration CLOSE_PRODUCER = Duration.ofSeconds(2);
    private static final int FETCH_BYTES = 4 << 20;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int HEARTBEATS = 5;

    private Trainer() {}

    /// Returns when the store was found good and this worker takes part in the election.
    ///
    /// @param exit ends the process with a code, when the trainer cannot go on
    /// @throws ConfigurationException when a setting or the store is no good
    static RunningService start(TrainerConfig config, IntConsumer exit) throws Exception {
        LearnerSettings learner = learner(config);
        return RunningService.start(
                "trainer",
                Tags.of("policy", config.policy()),
                config.management(),
                exit,
                service -> startParts(config, learner, service));
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

    private static void startParts(TrainerConfig config, LearnerSettings learner, RunningService service)
            throws Exception {
        TrainerMetrics metrics = new TrainerMetrics(service.metrics(), Clock.systemUTC());
        ObjectStore store = service.add(ObjectStore.open(config.store()));
        store.awaitUsable(service::waitsFor);
        KafkaProducer<String, byte[]> producer = KafkaClients.producer(config.kafka());
        service.add(() -> producer.close(CLOSE_PRODUCER));
        FrozenBases bases = service.add(new FrozenBases(store));
        Leadership leadership = new Leadership(
                new Term.Tools(
                        config.policy(),
                        learner,
                        bases,
                        config.rhythm(),
                        config.retention(),
                        store,
                        () -> reader(config),
                        producer,
                        metrics,
                        Clock.systemUTC()),
                problem -> fail(service, problem));
        Election election = new Election(candidate(config), leadership);
        service.addLoop("election", election::run, election::stop);
        service.watch(election::turns, () -> election.joined() ? "" : "Kafka to let this worker into its group");
        service.watch(leadership::turns, leadership::trouble);
    }

    /// A member of the group that elects the leader of a policy id.
    private static KafkaConsumer<String, byte[]> candidate(TrainerConfig config) {
        int timeout = Math.toIntExact(config.leaderTimeout().toMillis());
        return KafkaClients.member(
                config.kafka(),
                ConsumerGroups.trainer(config.policy()),
                Map.of(
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        timeout,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        timeout / HEARTBEATS,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest"));
    }

    private static KafkaConsumer<String, byte[]> reader(TrainerConfig config) {
        return KafkaClients.reader(
                config.kafka(),
                Map.of(
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS));
    }

    private static void fail(RunningService service, Exception problem) {
        if (problem instanceof SupersededException) {
            LOG.error("Another worker leads this policy id; this one stops and stands by after a restart");
        }
        service.fail(problem);
    }
}
