package io.teleloop.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.storecheck.StoreChecker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the real recorder process at random moments while two robots record, and looks at the store from outside.
class ExactlyOnceTest {
    private static final int KILLS = 10;
    private static final int ROBOTS = 2;
    /// One kill in so many comes while the recorder starts, the others while it works.
    private static final int ONE_AT_START_IN = 4;

    private static final int LONGEST_START_MS = 2500;
    private static final int LONGEST_WORK_MS = 1200;
    private static final int TICK_MS = 20;
    private static final Duration TIME_TO_WORK = Duration.ofMinutes(1);
    private static final Duration TIME_TO_FINISH = Duration.ofMinutes(2);

    @Test
    void killedRecorderShouldSealEveryEpisodeExactlyOnce(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("teleloop.seed", new Random().nextLong());
        System.out.println("seed " + seed + " (set -Dteleloop.seed to repeat the kills)");
        Random random = new Random(seed);
        Map<EpisodeId, List<EpisodeRecord>> produced = new ConcurrentHashMap<>();
        AtomicBoolean recording = new AtomicBoolean(true);
        int sealedDuringKills;
        try (TestStack stack = TestStack.start(folder);
                ExecutorService robots = Executors.newFixedThreadPool(ROBOTS)) {
            List<Future<?>> running = List.of(
                    robots.submit(() -> record(stack, new Random(seed + 1), recording, produced)),
                    robots.submit(() -> record(stack, new Random(seed + 2), recording, produced)));
            Process recorder = startRecorder(stack, folder);
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    boolean atStart = random.nextInt(ONE_AT_START_IN) == 0;
                    if (!atStart) {
                        awaitWork(stack);
                    }
                    killAfter(random.nextInt(atStart ? LONGEST_START_MS : LONGEST_WORK_MS), recorder);
                    recorder = startRecorder(stack, folder);
                }
                sealedDuringKills = stack.view().events().size();
                recording.set(false);
                for (Future<?> robot : running) {
                    robot.get();
                }
                Awaitility.await("every episode sealed")
                        .atMost(TIME_TO_FINISH)
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> ended(stack).containsAll(produced.keySet()));
            } finally {
                recorder.destroyForcibly().waitFor();
            }
            System.out.println("episodes " + produced.size() + ", sealed while being killed " + sealedDuringKills);

            List<String> problems = StoreChecker.problems(
                    produced, stack.view().objects(), stack.view().events());

            assertThat(problems).as("seed " + seed).isEmpty();
        }
    }

    /// Returns when one more episode was announced than now.
    private static void awaitWork(TestStack stack) throws IOException {
        int before = stack.view().events().size();
        Awaitility.await("one more episode announced")
                .atMost(TIME_TO_WORK)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> stack.view().events().size() > before);
    }

    private static Set<EpisodeId> ended(TestStack stack) throws IOException {
        return stack.view().events().keySet().stream()
                .map(key -> new EpisodeId(key.substring(0, key.indexOf('/'))))
                .collect(Collectors.toSet());
    }

    private static @Nullable Void record(
            TestStack stack, Random random, AtomicBoolean recording, Map<EpisodeId, List<EpisodeRecord>> produced)
            throws Exception {
        Semaphore ticks = new Semaphore(0);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            // Recorded at a robot's rate, so that kills meet half-written episodes.
            Future<?> ticking = clock.scheduleAtFixedRate(ticks::release, 0, TICK_MS, TimeUnit.MILLISECONDS);
            while (recording.get()) {
                SyntheticEpisode episode = new SyntheticEpisode(random.nextLong())
                        .opened()
                        .samples(20 + random.nextInt(60))
                        .gap(SyntheticEpisode.CAMERA, 2, "queue full")
                        .samples(20 + random.nextInt(40))
                        .closed(random.nextBoolean() ? Outcome.SUCCESS : Outcome.FAILURE);
                List<EpisodeRecord> records = episode.records();
                produced.put(episode.id(), records);
                for (int i = 0; i < records.size(); i++) {
                    Future<?> sent = stack.send(records.get(i));
                    if (i % 4 == 0) {
                        sent.get();
                        ticks.acquire();
                        ticks.drainPermits();
                    }
                    if (random.nextInt(50) == 0) {
                        stack.send(records.get(i)).get();
                    }
                }
            }
            ticking.cancel(false);
        }
        return null;
    }

    private static Process startRecorder(TestStack stack, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "recorder.log")));
        builder.environment().putAll(stack.environment(folder.resolve("spool")));
        return builder.start();
    }

    /// The moment is chosen by the seed.
    private static void killAfter(int millis, Process process) throws InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS))
                .as("the recorder ends before it is killed")
                .isFalse();
        process.destroyForcibly().waitFor();
    }
}
