package io.teleloop.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.TrainingProgress;
import io.teleloop.service.RunningService;
import io.teleloop.service.Settings;
import io.teleloop.trainer.SyntheticTask.Episode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgottenStepsTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int LENGTH = 30;
    private static final int FORGOTTEN = 10;

    @Test
    void aLearnerShouldGoOnWithTheStepsThatTheTopicStillHas(@TempDir Path folder) throws Exception {
        // Recent: the broker deletes what is older than the topic's retention.
        long millis = System.currentTimeMillis() - 600_000;
        try (TestStack stack = TestStack.start(folder)) {
            new SealedEpisodes(stack).seal(SyntheticTask.demonstration(1, millis, LENGTH), Outcome.SUCCESS);
            send(stack, SyntheticTask.rollout(2, millis + 60_000, LENGTH));
            try (RunningService _ = trainer(stack)) {
                awaitTransitions(stack, LENGTH);
            }
            forget(stack);
            send(stack, SyntheticTask.rollout(3, millis + 120_000, LENGTH));

            try (RunningService again = trainer(stack)) {
                awaitTransitions(stack, 2 * LENGTH);

                assertThat(metrics(again))
                        .contains("teleloop_trainer_experience_dropped_total{policy=\"reach-rlpd\",reason=\"gone\"} "
                                + FORGOTTEN + ".0");
            }
        }
    }

    private static void forget(TestStack stack) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(Topics.STEPS.topic(), 0), RecordsToDelete.beforeOffset(FORGOTTEN)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private static void send(TestStack stack, Episode episode) {
        for (Step step : episode.steps()) {
            stack.send(
                    Topics.STEPS.topic(), 0, step.getTickTimeNs() / 1_000_000, step.getEpisodeId(), step.toByteArray());
        }
        stack.flush();
    }

    private static RunningService trainer(TestStack stack) throws Exception {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.putAll(Map.of(
                "TELELOOP_TRAINER_TASK", SyntheticTask.NAME,
                "TELELOOP_TRAINER_ALGORITHM", "rlpd",
                "TELELOOP_TRAINER_DEMONSTRATIONS_MIN", "1",
                "TELELOOP_TRAINER_ALGORITHM_HIDDEN", "16,16",
                "TELELOOP_TRAINER_ALGORITHM_BATCH", "16",
                "TELELOOP_TRAINER_ALGORITHM_CRITIC_UPDATES", "1",
                "TELELOOP_TRAINER_ALGORITHM_FIRST_TRANSITIONS", "10"));
        return Trainer.start(TrainerConfig.from(Settings.load("trainer", environment)), code -> {
            throw new IllegalStateException("the trainer gave up with exit code " + code);
        });
    }

    private static void awaitTransitions(TestStack stack, long transitions) {
        Awaitility.await(transitions + " transitions")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> newestTransitions(stack), newest -> newest == transitions);
    }

    private static long newestTransitions(TestStack stack) throws Exception {
        List<ConsumerRecord<String, byte[]>> progress = stack.read(Topics.TRAINING);
        return progress.isEmpty()
                ? 0
                : TrainingProgress.parseFrom(progress.getLast().value()).getTransitions();
    }

    private static String metrics(RunningService trainer) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + trainer.managementPort() + "/metrics"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
