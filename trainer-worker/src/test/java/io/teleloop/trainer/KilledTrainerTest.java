package io.teleloop.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.TrainingProgress;
import io.teleloop.trainer.SyntheticTask.Episode;
import io.teleloop.trainer.TrainerProcess.Update;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Kills the real trainer process at random moments and compares every update with those of one that was not killed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledTrainerTest {
    /// A name of the worker that outlives it, so that the next life leads at once.
    private static final Map<String, String> OUTLIVING = Map.of("TELELOOP_TRAINER_KAFKA_GROUP_INSTANCE", "worker-0");
    private static final int KILLS = 3;
    private static final int KILLED_AT_START = 2;
    private static final int LONGEST_START_MS = 2500;
    private static final int DEMONSTRATIONS = 4;
    private static final int ROLLOUTS = 10;
    private static final int LENGTH = 40;
    private static final Duration TIME_TO_WORK = Duration.ofMinutes(3);
    /// Recent: the broker deletes what is older than the topic's retention.
    private static final long START_MILLIS = System.currentTimeMillis() - 3_600_000;

    private Path folder;
    private TestStack stack;
    private Map<Long, String> expected;
    private long last;

    @BeforeAll
    void learnWithoutAKill(@TempDir Path temporary) throws Exception {
        folder = temporary;
        stack = TestStack.start(folder);
        produce();
        expected = uninterrupted();
        last = expected.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    @AfterAll
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void killedTrainerShouldMakeTheUpdatesOfOneThatWasNotKilled() throws Exception {
        long seed = Long.getLong("teleloop.seed", new Random().nextLong());
        System.out.println("seed " + seed + " (set -Dteleloop.seed to repeat the kills)");

        List<Update> updates = killedAgainAndAgain(new Random(seed));

        assertThat(updates).as("seed " + seed).allSatisfy(update -> assertThat(update.losses())
                .isEqualTo(expected.get(update.number())));
        assertThat(updates.stream().map(Update::number).distinct().sorted().toList())
                .as("no update was left out, seed " + seed)
                .isEqualTo(List.copyOf(expected.keySet()));
        assertCountsAreThoseOfTheReference("killed");
    }

    @Test
    void anotherWorkerShouldTakeOverFromAKilledOne() throws Exception {
        long moment = last / 3;
        try (TrainerProcess first = start("taken-over", "first", Map.of());
                TrainerProcess second = start("taken-over", "second", Map.of())) {
            Awaitility.await("one of them learns")
                    .atMost(TIME_TO_WORK)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> reached(first, moment) || reached(second, moment));
            boolean firstLeads = reached(first, moment);
            TrainerProcess leader = firstLeads ? first : second;
            TrainerProcess other = firstLeads ? second : first;
            leader.kill();

            Awaitility.await("the other learns everything")
                    .atMost(TIME_TO_WORK)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> reached(other, last) && finished("taken-over"));

            assertThat(leader.updates().getLast().number()).isLessThan(last);
            assertThat(other.updates())
                    .allSatisfy(update -> assertThat(update.losses()).isEqualTo(expected.get(update.number())));
            assertCountsAreThoseOfTheReference("taken-over");
        }
    }

    @Test
    void aWorkerThatSleptWhileAnotherTookOverShouldStop() throws Exception {
        long moment = last / 3;
        Map<String, String> settings = Map.of("TELELOOP_TRAINER_PUBLISH_UPDATES", "1000000");
        try (TrainerProcess sleeper = start("slept", "sleeper", settings)) {
            Awaitility.await("it learns")
                    .atMost(TIME_TO_WORK)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> reached(sleeper, moment));
            sleeper.sleep();
            try (TrainerProcess other = start("slept", "other", settings)) {
                Awaitility.await("another leads")
                        .atMost(TIME_TO_WORK)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> !other.updates().isEmpty());

                sleeper.wake();

                Awaitility.await("it finds out")
                        .atMost(TIME_TO_WORK)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> sleeper.logged("Another worker leads") || sleeper.logged("leads no more"));
                Awaitility.await("the other learns everything")
                        .atMost(TIME_TO_WORK)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> reached(other, last));
                assertThat(other.updates())
                        .allSatisfy(update -> assertThat(update.losses()).isEqualTo(expected.get(update.number())));
                assertThat(other.isAlive()).isTrue();
            }
        }
    }

    private void assertCountsAreThoseOfTheReference(String policy) throws Exception {
        TrainingProgress reference = progress("reference");
        assertThat(progress(policy).getTransitions())
                .isEqualTo(reference.getTransitions())
                .isEqualTo(ROLLOUTS * LENGTH);
        assertThat(progress(policy).getDemonstrationTransitions())
                .isEqualTo(reference.getDemonstrationTransitions())
                .isEqualTo(DEMONSTRATIONS * LENGTH);
    }

    /// @return losses by update
    private Map<Long, String> uninterrupted() throws Exception {
        try (TrainerProcess trainer = start("reference", "one", OUTLIVING)) {
            Awaitility.await("everything learned")
                    .atMost(TIME_TO_WORK)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> finished("reference"));
            Map<Long, String> losses = new TreeMap<>();
            trainer.updates().forEach(update -> losses.put(update.number(), update.losses()));
            trainer.stop();
            assertThat(trainer.logged("Service stopped")).isTrue();
            return losses;
        }
    }

    /// @return the updates of all lives, those that a kill undid too
    private List<Update> killedAgainAndAgain(Random random) throws Exception {
        List<Update> updates = new ArrayList<>();
        for (int life = 0; life < KILLS; life++) {
            long moment = last * life / KILLS + random.nextLong(last / KILLS);
            try (TrainerProcess trainer = start("killed", "life-" + life, OUTLIVING)) {
                if (life == KILLED_AT_START) {
                    trainer.livesFor(random.nextInt(LONGEST_START_MS));
                } else {
                    Awaitility.await("update " + moment + " in life " + life)
                            .atMost(TIME_TO_WORK)
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> reached(trainer, moment));
                }
                trainer.kill();
                updates.addAll(trainer.updates());
            }
        }
        try (TrainerProcess trainer = start("killed", "last-life", OUTLIVING)) {
            Awaitility.await("everything learned")
                    .atMost(TIME_TO_WORK)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> finished("killed"));
            updates.addAll(trainer.updates());
        }
        System.out.println("updates " + last + ", made again after kills " + (updates.size() - last));
        return updates;
    }

    private static boolean reached(TrainerProcess trainer, long number) throws IOException {
        return trainer.updates().stream().anyMatch(update -> update.number() >= number);
    }

    /// Whether everything was taken and nothing more is due.
    private boolean finished(String policy) throws Exception {
        TrainingProgress newest = progress(policy);
        return newest.getTransitions() == ROLLOUTS * LENGTH
                && newest.getMetricsOrDefault("lag", 1) == 0
                && newest.getUpdates() == progressBefore(policy).getUpdates();
    }

    private TrainingProgress progress(String policy) throws Exception {
        List<TrainingProgress> all = allProgress(policy);
        return all.isEmpty() ? TrainingProgress.getDefaultInstance() : all.getLast();
    }

    private TrainingProgress progressBefore(String policy) throws Exception {
        List<TrainingProgress> all = allProgress(policy);
        return all.size() < 2 ? TrainingProgress.getDefaultInstance() : all.get(all.size() - 2);
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

    private TrainerProcess start(String policy, String life, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.put("TELELOOP_TRAINER_TASK", SyntheticTask.NAME);
        environment.put("TELELOOP_TRAINER_ALGORITHM", "rlpd");
        environment.put("TELELOOP_TRAINER_POLICY", policy);
        environment.put("TELELOOP_TRAINER_DEMONSTRATIONS_MIN", "3");
        environment.put("TELELOOP_TRAINER_CHECKPOINT_INTERVAL", "300");
        environment.put("TELELOOP_TRAINER_PUBLISH_UPDATES", "20");
        environment.put("TELELOOP_TRAINER_ALGORITHM_HIDDEN", "32,32");
        environment.put("TELELOOP_TRAINER_ALGORITHM_BATCH", "32");
        environment.put("TELELOOP_TRAINER_ALGORITHM_UPDATES", "4");
        environment.put("TELELOOP_TRAINER_ALGORITHM_CRITIC_UPDATES", "2");
        environment.put("TELELOOP_TRAINER_LEADER_TIMEOUT", "6000");
        environment.putAll(more);
        return TrainerProcess.start(environment, folder.resolve(policy + "-" + life + ".log"));
    }

    /// Demonstrations and rollouts of two robots whose episodes overlap, in different partitions, with repeated steps.
    private void produce() throws Exception {
        SealedEpisodes sealed = new SealedEpisodes(stack);
        long millis = START_MILLIS;
        for (int i = 0; i < DEMONSTRATIONS; i++) {
            Episode episode = SyntheticTask.demonstration(i, millis, LENGTH);
            sealed.seal(episode, Outcome.SUCCESS);
            millis = episode.endMillis() + 1000;
        }
        for (int i = 0; i < ROLLOUTS; i++) {
            Episode episode = SyntheticTask.rollout(100 + i, millis + 700L * i, LENGTH);
            for (Step step : episode.steps()) {
                long tickMillis = step.getTickTimeNs() / 1_000_000;
                stack.send(Topics.STEPS.topic(), i % 3, tickMillis, step.getEpisodeId(), step.toByteArray());
                if (step.getIndex() % 7 == 0) {
                    stack.send(Topics.STEPS.topic(), i % 3, tickMillis, step.getEpisodeId(), step.toByteArray());
                }
            }
        }
        stack.flush();
    }
}
