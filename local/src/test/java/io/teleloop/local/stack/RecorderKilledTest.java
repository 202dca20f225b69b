package io.teleloop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.local.process.ServiceListener;
import io.teleloop.local.process.ServiceSpec;
import io.teleloop.local.process.Supervisor;
import io.teleloop.operator.EpisodeEnd;
import io.teleloop.storecheck.StackView;
import io.teleloop.storecheck.StoreChecker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two operators drive and record two robots through the gateway, every part in a process of its own, while the
/// recorder is killed again and again. What they were told must be what lies in the store.
class RecorderKilledTest {
    private static final int KILLS = 5;
    /// One kill in so many comes while the recorder starts, the others while it works.
    private static final int ONE_AT_START_IN = 2;

    private static final int LONGEST_START_MS = 3000;
    private static final int LONGEST_WORK_MS = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final String TASK = "peg-insertion";
    private static final String OTHER_TASK = "push-t";
    private static final String OTHER_ROBOT = "sim-" + OTHER_TASK;

    private final List<String> crashes = new CopyOnWriteArrayList<>();

    @Test
    void acknowledgedEpisodesShouldBeStoredExactlyOnceThoughTheRecorderIsKilled(@TempDir Path data) throws Exception {
        long seed = Long.getLong("teleloop.seed", new Random().nextLong());
        System.out.println("seed " + seed + " (set -Dteleloop.seed to repeat the kills)");
        StackConfig config =
                new StackConfig(Path.of("..").toAbsolutePath().normalize(), data, StackPorts.anyFree(), TASK);
        try (DataFolder folder = DataFolder.open(data);
                Supervisor supervisor = new Supervisor(PATIENCE, STOP_PATIENCE, new Crashes())) {
            Secrets secrets = Secrets.loadOrCreate(folder.secrets(), StackConfig.OPERATOR, StackConfig.robots());
            Map<String, ServiceSpec> services = new StackServices(config, folder, secrets)
                    .inStartOrder().stream()
                            .flatMap(List::stream)
                            .collect(Collectors.toMap(ServiceSpec::name, Function.identity()));
            supervisor.start(service(services, "infra"));
            supervisor.start(service(services, "gateway"));
            supervisor.start(service(services, "robot"));
            supervisor.start(otherRobot(config, folder));
            URI gateway = URI.create("http://localhost:" + config.ports().of(Port.GATEWAY));
            try (MortalService recorder = MortalService.start(service(services, "recorder"));
                    RecordingOperator first = RecordingOperator.join(
                            gateway, secrets.operatorCode(), StackConfig.ROBOT, new Random(seed + 1));
                    RecordingOperator second =
                            RecordingOperator.join(gateway, secrets.operatorCode(), OTHER_ROBOT, new Random(seed + 2));
                    StackView view = new StackView(
                            "127.0.0.1:" + config.ports().of(Port.KAFKA),
                            URI.create("http://127.0.0.1:" + config.ports().of(Port.S3)),
                            secrets.s3AccessKey(),
                            secrets.s3SecretKey(),
                            StackConfig.BUCKET)) {
                List<RecordingOperator> operators = List.of(first, second);

                recordWhileKilling(operators, recorder, new Random(seed));
                List<EpisodeEnd> told = new ArrayList<>();
                for (RecordingOperator operator : operators) {
                    told.addAll(operator.ends(PATIENCE));
                    operator.leaveWhileRecording();
                }
                awaitEnds(view, operators);

                assertThat(problems(view, operators, told)).as("seed " + seed).isEmpty();
                assertThat(crashes).isEmpty();
            }
        }
    }

    private static void recordWhileKilling(List<RecordingOperator> operators, MortalService recorder, Random random)
            throws Exception {
        operators.forEach(RecordingOperator::start);
        for (int kill = 0; kill < KILLS; kill++) {
            boolean atStart = random.nextInt(ONE_AT_START_IN) == 0;
            if (!atStart) {
                operators.get(random.nextInt(operators.size())).awaitOneMoreSealed(PATIENCE);
            }
            recorder.killAfterAndStartAgain(random.nextInt(atStart ? LONGEST_START_MS : LONGEST_WORK_MS));
        }
        for (RecordingOperator operator : operators) {
            operator.finish();
        }
    }

    /// Also of those episodes that no operator closed.
    private static void awaitEnds(StackView view, List<RecordingOperator> operators) {
        await("every episode ended")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    Map<String, EpisodeEvent> events = view.events();
                    return all(operators, RecordingOperator::opened)
                            .allMatch(id -> Stream.of("sealed", "quarantined", "discarded")
                                    .anyMatch(end -> events.containsKey(id + "/" + end)));
                });
    }

    private static List<String> problems(StackView view, List<RecordingOperator> operators, List<EpisodeEnd> told)
            throws IOException {
        Map<EpisodeId, List<EpisodeRecord>> recorded = view.records();
        SortedMap<String, byte[]> objects = view.objects();
        Map<String, EpisodeEvent> events = view.events();
        List<String> problems = new ArrayList<>(StoreChecker.problems(recorded, objects, events));
        all(operators, RecordingOperator::opened)
                .filter(id -> !recorded.containsKey(new EpisodeId(id)))
                .forEach(id -> problems.add(id + " was opened, and nothing of it was recorded"));
        List<String> discarded = all(operators, RecordingOperator::discarded).toList();
        for (EpisodeEnd end : told) {
            byte[] json = objects.get(end.manifestKey());
            Manifest manifest = json == null ? null : Manifest.parse(json);
            boolean holds = discarded.contains(end.episode())
                    ? end.fate().equals("discarded")
                    : end.sealed()
                            && manifest != null
                            && manifest.episodeId().equals(end.episode())
                            && manifest.data().sizeBytes() == end.sizeBytes();
            if (!holds) {
                problems.add(end + " was told, but its manifest is " + manifest);
            }
        }
        System.out.printf(
                "episodes %d, of them acknowledged %d, of them discarded %d; objects %d, MB %d%n",
                recorded.size(),
                told.size(),
                discarded.size(),
                objects.size(),
                objects.values().stream().mapToLong(bytes -> bytes.length).sum() >> 20);
        return problems;
    }

    private static Stream<String> all(
            List<RecordingOperator> operators, Function<RecordingOperator, List<String>> episodes) {
        return operators.stream().flatMap(operator -> episodes.apply(operator).stream());
    }

    private static ServiceSpec service(Map<String, ServiceSpec> services, String name) {
        return Optional.ofNullable(services.get(name)).orElseThrow();
    }

    /// Joins as any robot does: `./teleloop robot` runs the same command.
    private static ServiceSpec otherRobot(StackConfig config, DataFolder folder) throws IOException {
        int management = StackPorts.anyFree().of(Port.ROBOT_MANAGEMENT);
        List<String> command = new ArrayList<>(ServiceCommand.ofQuickSimulation(config.home(), "robot-sim", 512));
        command.addAll(List.of("--task", OTHER_TASK, "--robot-id", OTHER_ROBOT));
        command.addAll(List.of("--gateway", "ws://127.0.0.1:" + config.ports().of(Port.GATEWAY) + "/robot"));
        return new ServiceSpec(
                "robot-2",
                command,
                Map.of(
                        "TELELOOP_ROBOT_TOKEN",
                        Files.readString(Secrets.robotTokenFile(folder.secrets(), OTHER_ROBOT))
                                .strip(),
                        "TELELOOP_ROBOT_MANAGEMENT_PORT",
                        Integer.toString(management)),
                URI.create("http://127.0.0.1:" + management + "/readyz"),
                folder.logs().resolve("robot-2.log"));
    }

    /// Nothing but the recorder may end.
    private final class Crashes implements ServiceListener {
        @Override
        public void ready(ServiceSpec service, long pid, Duration after) {}

        @Override
        public void crashed(ServiceSpec service, int exitCode, Duration restartIn) {
            crashes.add(service + " ended with exit code " + exitCode);
        }

        @Override
        public void stopped(ServiceSpec service, boolean byForce) {}
    }
}
