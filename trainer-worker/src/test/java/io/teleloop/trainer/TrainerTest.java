package io.teleloop.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.MetricNames;
import io.teleloop.contract.Topics;
import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.TrainingProgress;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyDecision;
import io.teleloop.policy.PolicyRunner;
import io.teleloop.service.RunningService;
import io.teleloop.service.Settings;
import io.teleloop.trainer.SyntheticTask.Episode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainerTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    /// Recent: the broker deletes what is older than the topic's retention.
    private static final long START_MILLIS = System.currentTimeMillis() - 3_600_000;
    private static final int DEMONSTRATIONS = 3;
    private static final int LENGTH = 40;
    private static final String POLICY = "{policy=\"online\"} ";

    private TestStack stack;
    private long millis = START_MILLIS;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = TestStack.start(folder);
        SealedEpisodes sealed = new SealedEpisodes(stack);
        for (int i = 0; i < DEMONSTRATIONS; i++) {
            Episode episode = SyntheticTask.demonstration(i, millis, LENGTH);
            sealed.seal(episode, Outcome.SUCCESS);
            sealed.announce(episode, Outcome.SUCCESS);
            millis = episode.endMillis() + 1000;
        }
        stack.flush();
    }

    @AfterAll
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void demonstrationsShouldBecomeAPolicyThatRuns() throws Exception {
        try (RunningService trainer = trainer("cloned", "bc", Map.of("ALGORITHM_EPOCHS", "40"))) {
            PolicyPublished published = await("a policy", () -> newestVersion("cloned"));

            PolicyBundle bundle =
                    PolicyBundle.load((key, limit) -> object(key), published.getCardKey(), published.getCardSha256());

            PolicyCard.Training training = bundle.card().training();
            assertThat(bundle.card().task()).isEqualTo(SyntheticTask.NAME);
            assertThat(bundle.card().controlRateHz()).isEqualTo(SyntheticTask.RATE_HZ);
            assertThat(training.updates()).isPositive();
            // Each episode counts once, though it was announced twice, and its last step has reward and end.
            assertThat(training.demonstrationTransitions()).isEqualTo(DEMONSTRATIONS * LENGTH);
            assertThat(training.transitions()).isZero();
            Step step =
                    SyntheticTask.demonstration(7, START_MILLIS, LENGTH).steps().getFirst();
            float[] observation = new ObservationReader(bundle.card().observation())
                    .read(step.getObservationList())
                    .orElseThrow();
            try (PolicyRunner runner = PolicyRunner.open(bundle)) {
                PolicyDecision decision = runner.act(observation);
                assertThat(decision.action()).hasSize(2);
            }
            assertThat(get(trainer, "/readyz")).isEqualTo("ready\n");
            assertThat(get(trainer, "/metrics"))
                    .contains(prometheus(MetricNames.TRAINER_LEADING) + "{policy=\"cloned\"} 1.0");
        }
    }

    @Test
    void aResidualShouldStandOnAPinnedVersionOfItsBase() throws Exception {
        try (RunningService _ = trainer("below", "bc", Map.of("ALGORITHM_EPOCHS", "5"))) {
            await("a base", () -> newestVersion("below"));
        }

        try (RunningService _ = trainer("above", "resfit", Map.of("BASE", "below"))) {
            PolicyPublished published = await("a residual", () -> newestVersion("above"));

            PolicyBundle bundle =
                    PolicyBundle.load((key, limit) -> object(key), published.getCardKey(), published.getCardSha256());
            PolicyCard.Base base = Objects.requireNonNull(bundle.card().base());
            assertThat(base.policyId()).isEqualTo("below");
            assertThat(stack.object(ObjectKeys.policyPin("below", base.policyVersion())))
                    .isEmpty();
            float[] observation = new float[bundle.card().observation().size()];
            try (PolicyRunner runner = PolicyRunner.open(bundle)) {
                PolicyDecision decision = runner.act(observation);
                // Nothing is corrected before the first update.
                assertThat(decision.action()).isEqualTo(decision.baseAction());
            }
        }
    }

    @Test
    void stepsShouldMakeVersionsRiseAndRepeatedOnesChangeNothing() throws Exception {
        try (RunningService trainer = trainer("online", "rlpd", Map.of())) {
            await("a first policy to act with", () -> newestVersion("online"));
            List<Episode> rollouts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                rollouts.add(SyntheticTask.rollout(100 + i, millis, LENGTH));
                millis += 60_000;
            }
            rollouts.forEach(this::send);
            stack.flush();
            await("every step taken", () -> progress("online", 3 * LENGTH, trainer));
            PolicyPublished later = await(
                    "a later version", () -> newestVersion("online").filter(policy -> policy.getPolicyVersion() > 2));
            TrainingProgress before = await("all updates", () -> atRest("online"));

            rollouts.forEach(this::send);
            stack.flush();
            send(SyntheticTask.rollout(200, millis, 1));
            stack.flush();

            TrainingProgress after = await("the last step taken", () -> progress("online", 3 * LENGTH + 1, trainer));
            assertThat(after.getTransitions()).isEqualTo(before.getTransitions() + 1);
            assertThat(after.getMetricsMap())
                    .containsKeys(TrainingMetrics.CRITIC_LOSS, TrainingMetrics.INTERVENTION_RATE, TrainingMetrics.LAG);
            assertThat(later.getAlgorithm()).isEqualTo("rlpd");
            String metrics = get(trainer, "/metrics");
            assertThat(metrics)
                    .contains(
                            prometheus(MetricNames.TRANSITIONS) + "{policy=\"online\",source=\"online\"} 121.0",
                            prometheus(MetricNames.UPDATES) + POLICY,
                            prometheus(MetricNames.UPDATES_PER_TRANSITION) + POLICY,
                            prometheus(MetricNames.TRAINER_LAG) + POLICY + "0",
                            prometheus(MetricNames.POLICIES_PUBLISHED) + "_total" + POLICY,
                            prometheus(MetricNames.WEIGHT_AGE) + POLICY,
                            prometheus(MetricNames.STEP_DELAY) + "_seconds_count" + POLICY,
                            prometheus(MetricNames.CHECKPOINT_TIME) + "_seconds_count" + POLICY,
                            prometheus(MetricNames.CHECKPOINT_SIZE) + POLICY,
                            prometheus(MetricNames.EXPERIENCE_DROPPED)
                                    + "_total{policy=\"online\",reason=\"gone\"} 0.0");
        }
    }

    private RunningService trainer(String policy, String algorithm, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "TASK",
                SyntheticTask.NAME,
                "ALGORITHM",
                algorithm,
                "POLICY",
                policy,
                "DEMONSTRATIONS_MIN",
                Integer.toString(DEMONSTRATIONS),
                "ALGORITHM_HIDDEN",
                "32,32",
                "ALGORITHM_BATCH",
                "32",
                "PUBLISH_UPDATES",
                "20",
                "PUBLISH_INTERVAL",
                "200"));
        if (algorithm.equals("rlpd")) {
            settings.put("ALGORITHM_CRITIC_UPDATES", "2");
            settings.put("ALGORITHM_FIRST_TRANSITIONS", "10");
        }
        settings.putAll(more);
        Map<String, String> environment = new HashMap<>(stack.environment());
        settings.forEach((key, value) -> environment.put("TELELOOP_TRAINER_" + key, value));
        return Trainer.start(TrainerConfig.from(Settings.load("trainer", environment)), code -> {
            throw new IllegalStateException("the trainer gave up with exit code " + code);
        });
    }

    private void send(Episode episode) {
        for (Step step : episode.steps()) {
            stack.send(
                    Topics.STEPS.topic(),
                    (int) (episode.startMillis() % 3),
                    step.getTickTimeNs() / 1_000_000,
                    step.getEpisodeId(),
                    step.toByteArray());
        }
    }

    private Optional<PolicyPublished> newestVersion(String policy) throws Exception {
        Optional<PolicyPublished> newest = Optional.empty();
        for (ConsumerRecord<String, byte[]> record : stack.read(Topics.POLICIES)) {
            if (record.key().equals(policy)) {
                newest = Optional.of(PolicyPublished.parseFrom(record.value()));
            }
        }
        return newest;
    }

    /// The newest word on progress, when this many transitions were taken.
    private Optional<TrainingProgress> progress(String policy, long transitions, RunningService trainer)
            throws Exception {
        assertThat(get(trainer, "/livez")).isEqualTo("live\n");
        return allProgress(policy).stream()
                .filter(progress -> progress.getTransitions() == transitions)
                .findFirst();
    }

    /// The newest word on progress, when there were no more updates since the one before.
    private Optional<TrainingProgress> atRest(String policy) throws Exception {
        List<TrainingProgress> all = allProgress(policy);
        int last = all.size() - 1;
        return last > 0 && all.get(last).getUpdates() == all.get(last - 1).getUpdates()
                ? Optional.of(all.get(last))
                : Optional.empty();
    }

    private List<TrainingProgress> allProgress(String policy) throws Exception {
        List<TrainingProgress> all = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : stack.read(Topics.TRAINING)) {
            if (record.key().equals(policy)) {
                all.add(TrainingProgress.parseFrom(record.value()));
            }
        }
        return all;
    }

    private byte[] object(String key) throws IOException {
        try {
            return stack.object(key);
        } catch (Exception e) {
            throw new IOException("no object " + key, e);
        }
    }

    private static <T> T await(String what, Callable<Optional<T>> value) {
        return Awaitility.await(what)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(value, Optional::isPresent)
                .orElseThrow();
    }

    private static String get(RunningService trainer, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + trainer.managementPort() + path))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static String prometheus(String name) {
        return name.replace('.', '_');
    }
}
