package io.teleloop.augmenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.archive.Archive;
import io.teleloop.augmentation.Augmenter;
import io.teleloop.augmentation.ConfiguredAugmenter;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Generation;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmentation.demonstration.DemonstrationGenerator;
import io.teleloop.augmentation.demonstration.GeneratorParameters;
import io.teleloop.augmenter.plan.AugmentationPlan;
import io.teleloop.augmenter.plan.PlannedAugmentation;
import io.teleloop.augmenter.work.Demonstrations;
import io.teleloop.augmenter.work.EpisodeWriter;
import io.teleloop.augmenter.work.EventHandler;
import io.teleloop.augmenter.work.GroupGeneration;
import io.teleloop.augmenter.work.GroupLedger;
import io.teleloop.augmenter.work.GroupRemoval;
import io.teleloop.augmenter.work.SourceReader;
import io.teleloop.augmenter.work.VariantMaker;
import io.teleloop.augmenter.work.WorkCount;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.LogWriter;
import io.teleloop.sim.task.Tasks;
import io.teleloop.storecheck.StoreChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
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
        await(() -> !recorded(group).isEmpty());
        kill(life);
        life = start(group, 3);
        await(() -> !generated(group).isEmpty());
        kill(life);
        life = start(group, 3);
        GroupLedger ledger = new GroupLedger(stack.store(), group);
        await(() -> ledger.note(demonstration.id().value()).isPresent());
        kill(life);
        // What the recorder makes of it comes later than the note.
        await(() -> problems(group).isEmpty());

        List<Manifest> made = generated(group);
        Set<String> noted = new HashSet<>();
        for (String step : ledger.steps()) {
            noted.add(ledger.note(step).orElseThrow().strip());
        }
        assertThat(ledger.note(demonstration.id().value()).orElseThrow()).contains("\"episodes\": 3");
        assertThat(made).hasSize(3).allSatisfy(manifest -> {
            Manifest.Provenance provenance = Objects.requireNonNull(manifest.provenance());
            assertThat(provenance.source()).isEqualTo("demonstration-generator@1");
            assertThat(provenance.parents()).containsExactly(demonstration.id().value());
            assertThat(provenance.parameters()).contains("\"cameras\":false");
            assertThat(provenance.seed()).isGreaterThanOrEqualTo(1L << 62);
            assertThat(manifest.outcome()).isEqualTo("success");
            assertThat(noted).contains("{\"episode\": \"" + manifest.episodeId() + "\"}");
        });
    }

    @Test
    void whatFailsOnAnEpisodeShouldRefuseItAndHoldNothingUp() throws Exception {
        Counted count = new Counted(new AtomicInteger(), new AtomicInteger());
        PlannedAugmentation planned = new PlannedAugmentation(
                "broken", "broken", 1, false, new ConfiguredAugmenter("", task -> new Broken()));
        Archive archive = new Archive(stack.store());
        try (EpisodeWriter writer = stack.writer();
                VariantMaker variants = new VariantMaker(stack.store(), writer, count)) {
            EventHandler handler = new EventHandler(new AugmentationPlan(List.of(planned)), archive, variants);
            assertThat(handler.augment(planned, demonstration.id())).isZero();
            assertThat(count.refused()).hasValue(1);
            assertThat(new GroupLedger(stack.store(), "broken")
                            .note(demonstration.id().value()))
                    .hasValueSatisfying(note -> assertThat(note).contains("refused", "the physics broke"));
            // Once is enough: no other try would mend it.
            assertThat(handler.augment(planned, demonstration.id())).isZero();
            assertThat(count.refused()).hasValue(1);
        }
    }

    @Test
    void demonstrationsThatCannotBeUsedShouldBeLeftOutAndSaid() throws Exception {
        Performed blind = Performed.demonstration(2).withoutReadings();
        stack.send(blind.records());
        await(() -> stack.isSealed(blind.id()));
        List<String> leftOut = new ArrayList<>();
        try (DemonstrationGenerator generator = new DemonstrationGenerator(
                Tasks.named("peg-insertion"), GeneratorParameters.DEFAULT.withCameras(false))) {
            Demonstrations usable = new Demonstrations(new Archive(stack.store()), generator, "", leftOut::add);
            assertThat(usable.first("peg-insertion", 10))
                    .extracting(SourceEpisode::id)
                    .containsExactly(demonstration.id());
            assertThat(leftOut).anySatisfy(said -> assertThat(said)
                    .contains(blind.id().value(), "it has no reading of stream tcp"));
            assertThatThrownBy(() -> usable.first("pick-lift", 10))
                    .hasMessageContaining("no demonstration of pick-lift");
        }
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
                assertThatThrownBy(() -> new GroupGeneration.Plan("", "", "", 1000, List.of()))
                        .hasMessageContaining("0 to 400");
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
        assertThat(foundWhenTold(made.getFirst(), group))
                .as("whether the manifest was there at each event")
                .endsWith(false);
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

    /// Removes an episode, which is put back for that, and looks at the store whenever an event is written.
    private List<Boolean> foundWhenTold(Manifest manifest, String group) throws Exception {
        String key = ObjectKeys.episodeManifest(new EpisodeId(manifest.episodeId()));
        assertThat(stack.store().putIfAbsent(key, manifest.toJson())).isTrue();
        List<Boolean> found = new ArrayList<>();
        Producer<String, byte[]> looking =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> event) {
                        try {
                            found.add(stack.store().exists(key));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return super.send(event);
                    }
                };
        try (LogWriter log = new LogWriter(looking)) {
            new GroupRemoval(stack.store(), log).remove(manifest, group, "test");
        }
        return found;
    }

    private record Counted(AtomicInteger attempts, AtomicInteger refused) implements WorkCount {
        @Override
        public void attempted(String augmenter, boolean success) {
            attempts.incrementAndGet();
        }

        @Override
        public void refused(String augmenter) {
            refused.incrementAndGet();
        }
    }

    private record Broken() implements Augmenter {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public String parameters() {
            return "{}";
        }

        @Override
        public Optional<GeneratedEpisode> augment(List<SourceEpisode> sources, String group, long seed) {
            throw new IllegalStateException("the physics broke");
        }

        @Override
        public void close() {}
    }

    /// What the log has of a group's episodes.
    private Map<EpisodeId, List<EpisodeRecord>> recorded(String group) throws IOException {
        Map<EpisodeId, List<EpisodeRecord>> records = stack.view().records();
        records.values().removeIf(episode -> !episode.getFirst()
                .getOpened()
                .getProvenance()
                .getGroup()
                .equals(group));
        return records;
    }

    /// What is wrong in the store with a group's episodes.
    private List<String> problems(String group) throws IOException {
        Map<EpisodeId, List<EpisodeRecord>> records = recorded(group);
        SortedMap<String, byte[]> objects = stack.view().objects();
        objects.keySet()
                .removeIf(key -> records.keySet().stream().noneMatch(id -> key.contains("/" + id.value() + "/")));
        return StoreChecker.problems(records, objects, stack.view().events());
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
