package io.teleloop.augmenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.archive.Archive;
import io.teleloop.augmentation.Generation;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmentation.demonstration.DemonstrationGenerator;
import io.teleloop.augmentation.demonstration.GeneratorParameters;
import io.teleloop.augmenter.work.EpisodeWriter;
import io.teleloop.augmenter.work.GroupGeneration;
import io.teleloop.augmenter.work.GroupLedger;
import io.teleloop.augmenter.work.GroupRemoval;
import io.teleloop.augmenter.work.SourceReader;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.LogWriter;
import io.teleloop.sim.task.Tasks;
import io.teleloop.storecheck.StoreChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker, store and recorder.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AugmenterServiceTest {
    private static final Duration SOON = Duration.ofMinutes(5);

    private TestStack stack;
    private Performed demonstration;
    private final List<Process> lives = new ArrayList<>();

    @BeforeAll
    void recordADemonstration(@TempDir Path folder) throws Exception {
        stack = TestStack.start(folder);
        demonstration = Performed.demonstration(1);
        stack.send(demonstration.records());
        await(() -> stack.isSealed(demonstration.id()));
    }

    @AfterAll
    void stop() throws Exception {
        lives.forEach(Process::destroyForcibly);
        stack.close();
    }

    @Test
    void killedTwiceItShouldStillMakeEachVariantOnceAndNoneOfItsOwn() throws Exception {
        String group = "killed";
        Process life = start(group, 3);
        await(() -> stack.view().records().keySet().stream().anyMatch(this::isNew));
        kill(life);
        life = start(group, 3);
        await(() -> !generated(group).isEmpty());
        kill(life);
        life = start(group, 3);
        GroupLedger ledger = new GroupLedger(stack.store(), group);
        await(() -> ledger.note(demonstration.id().value()).isPresent());
        String note = ledger.note(demonstration.id().value()).orElseThrow();
        await(() -> generated(group).size() >= 3);
        kill(life);

        List<Manifest> made = generated(group);
        assertThat(made).hasSize(3).allSatisfy(manifest -> {
            Manifest.Provenance provenance = Objects.requireNonNull(manifest.provenance());
            assertThat(provenance.source()).isEqualTo("demonstration-generator@1");
            assertThat(provenance.parents()).containsExactly(demonstration.id().value());
            assertThat(provenance.parameters()).contains("\"cameras\":false");
            assertThat(manifest.outcome()).isEqualTo("success");
            assertThat(note).contains(manifest.episodeId());
        });
        assertThat(StoreChecker.problems(
                        stack.view().records(),
                        stack.view().objects(),
                        stack.view().events()))
                .isEmpty();
    }

    @Test
    void aGroupShouldGoOnWhereItWasAndBeRemovedAsOne() throws Exception {
        String group = "by-hand";
        GeneratorParameters parameters = GeneratorParameters.DEFAULT.withCameras(false);
        SourceEpisode source = new SourceReader(new Archive(stack.store()))
                .read(new Archive(stack.store()).manifest(demonstration.id()).orElseThrow(), "")
                .orElseThrow();
        List<Integer> attempts = new ArrayList<>();
        for (int wanted = 1; wanted <= 2; wanted++) {
            try (EpisodeWriter writer = stack.writer();
                    DemonstrationGenerator generator =
                            new DemonstrationGenerator(Tasks.named("peg-insertion"), parameters)) {
                GroupGeneration.Plan plan = new GroupGeneration.Plan(
                        "demonstration-generator@1",
                        generator.parameters(),
                        "peg-insertion",
                        7,
                        List.of(source.id().value()));
                Generation done = new GroupGeneration(stack.store(), group, writer)
                        .run(generator, plan, List.of(source), wanted, now -> {});
                attempts.add(done.attempts());
                assertThat(done.successes()).isEqualTo(wanted);
                GroupGeneration.Plan other =
                        new GroupGeneration.Plan(plan.augmenter(), plan.parameters(), plan.task(), 8, plan.sources());
                assertThatThrownBy(() -> new GroupGeneration(stack.store(), group, writer)
                                .run(generator, other, List.of(source), 1, now -> {}))
                        .hasMessageContaining("begun with another plan");
            }
        }
        assertThat(new GroupLedger(stack.store(), group).steps()).hasSize(attempts.getLast() + 1);
        await(() -> generated(group).size() == 2);

        List<Manifest> made = generated(group);
        try (LogWriter log = new LogWriter(KafkaClients.producer(stack.kafka()))) {
            GroupRemoval removal = new GroupRemoval(stack.store(), log);
            Manifest real =
                    new Archive(stack.store()).manifest(demonstration.id()).orElseThrow();
            assertThatThrownBy(() -> removal.remove(real, group, "test")).hasMessageContaining("is not removed");
            new GroupLedger(stack.store(), group).markRemoved("test");
            for (Manifest manifest : removal.episodes(group)) {
                removal.remove(manifest, group, "test");
            }
        }
        assertThat(generated(group)).isEmpty();
        assertThat(stack.isSealed(demonstration.id())).isTrue();
        Map<String, EpisodeEvent> events = stack.view().events();
        for (Manifest manifest : made) {
            assertThat(stack.view().object(manifest.data().key())).isEmpty();
            assertThat(Objects.requireNonNull(events.get(manifest.episodeId() + "/removed"))
                            .getRemoved()
                            .getGroup())
                    .isEqualTo(group);
        }
        try (EpisodeWriter writer = stack.writer()) {
            assertThatThrownBy(() -> new GroupGeneration(stack.store(), group, writer).begun())
                    .hasMessageContaining("was removed");
        }
    }

    private boolean isNew(EpisodeId id) {
        return !id.equals(demonstration.id());
    }

    private List<Manifest> generated(String group) throws IOException {
        List<Manifest> found = new ArrayList<>();
        for (Manifest manifest : stack.generated()) {
            Manifest.Provenance provenance = manifest.provenance();
            if (provenance != null && provenance.group().equals(group)) {
                found.add(manifest);
            }
        }
        return found;
    }

    /// The real main in a JVM of its own.
    private Process start(String group, int variants) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-DontCompileHugeMethods",
                Main.class.getName());
        builder.environment().putAll(stack.environment("AUGMENTER"));
        // Not as an argument: ONNX Runtime 1.29 crashes in a process whose command line is longer than 4 KiB.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment()
                .put(
                        "TELELOOP_AUGMENTER_PLAN",
                        "[{\"augmenter\": \"demonstration-generator\", \"group\": \"" + group + "\", \"variants\": "
                                + variants + ", \"parameters\": {\"cameras\": false}}]");
        Process life = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        lives.add(life);
        return life;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(condition);
    }
}
