package io.teleloop.labeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.teleloop.archive.Archive;
import io.teleloop.archive.HeldLabels;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeLabeled;
import io.teleloop.service.RunningService;
import io.teleloop.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabelerServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LABELERS = Labelers.pure().size();

    private TestStack stack;
    private RunningService service;
    private Archive archive;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = TestStack.start(folder);
        service = LabelerService.start(LabelerConfig.from(Settings.load("labeler", stack.environment())), code -> {});
        archive = new Archive(stack.store());
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
        stack.close();
    }

    @Test
    void aSealedEpisodeGetsEveryLabelersDocumentAndAnnouncement() throws Exception {
        EpisodeId id = stack.store(new Simulated("pick-lift").demonstration(1, 1), 1);

        stack.disturb();
        stack.announce(id);

        awaitLabels(id);
        assertThat(archive.labels(id)).allSatisfy(document -> {
            assertThat(document.episodeId()).isEqualTo(id.value());
            assertThat(document.operatorId()).isNull();
        });
        HeldLabels held = HeldLabels.of(archive.labels(id));
        assertThat(held.whole("outcome").orElseThrow().value()).isEqualTo("success");
        assertThat(held.about("subtask"))
                .extracting(statement -> statement.label().value())
                .containsExactly("reach", "grasp", "transport");
        for (ConsumerRecord<String, byte[]> record : awaitEvents(id, LABELERS)) {
            EpisodeEvent event = EpisodeEvent.parseFrom(record.value());
            EpisodeLabeled labeled = event.getLabeled();
            assertThat(record.key())
                    .isEqualTo(id + "/labeled/" + labeled.getLabeler() + "@" + labeled.getLabelerVersion());
            assertThat(Sha256.hex(object(labeled.getKey()))).isEqualTo(labeled.getSha256());
        }
    }

    @Test
    void whatWasSaidOnceStaysAndIsAnnouncedUnderTheSameKey() throws Exception {
        EpisodeId id = stack.store(new Scripted().move(20, 0.1, 0, 0).episode(), 2);
        LabelDocument before = LabelDocument.of(id, "outcome", 1, List.of(Label.whole("outcome", "odd")), List.of());
        assertThat(archive.putLabel(before)).isTrue();

        stack.announce(id);
        awaitLabels(id);
        stack.announce(id);
        awaitEvents(id, 2 * LABELERS);

        assertThat(archive.labels(id)).hasSize(LABELERS).contains(before);
        assertThat(events(id)).extracting(ConsumerRecord::key).hasSize(2 * LABELERS);
        assertThat(events(id).stream().map(ConsumerRecord::key).distinct()).hasSize(LABELERS);
    }

    @Test
    void aPersonOverridesTheMachineAndBothAreKept() throws Exception {
        EpisodeId id =
                stack.store(new Scripted().move(20, 0.1, 0, 0).ends(true, 1).episode(), 3);
        archive.putLabel(new LabelDocument(
                LabelDocument.VERSION,
                id.value(),
                LabelDocument.PERSON,
                1,
                "ada",
                1L,
                List.of(Label.whole("outcome", "failure")),
                List.of()));

        stack.announce(id);
        awaitEvents(id, LABELERS);

        List<LabelDocument> documents = archive.labels(id);
        assertThat(documents).hasSize(LABELERS + 1);
        HeldLabels held = HeldLabels.of(documents);
        assertThat(held.whole("outcome").orElseThrow().value()).isEqualTo("failure");
        assertThat(documents.stream()
                        .filter(document -> document.labeler().equals("outcome"))
                        .flatMap(document -> document.labels().stream())
                        .map(Label::value))
                .containsExactly("success");
        assertThat(held.whole("quality")).isPresent();
    }

    @Test
    void whatCannotBeReadIsCountedAndHoldsNobodyUp() throws Exception {
        double before = metric("teleloop_labeler_refused_total");
        EpisodeId deleted = stack.store(new Scripted().move(20, 0.1, 0, 0).episode(), 4);
        stack.store().delete(data(deleted));
        EpisodeId shortened = stack.store(new Scripted().move(20, 0.1, 0, 0).episode(), 5);
        replaceData(shortened, Arrays.copyOf(object(data(shortened)), 100));
        EpisodeId damaged = stack.store(new Scripted().move(20, 0.1, 0, 0).episode(), 6);
        replaceData(damaged, new byte[object(data(damaged)).length]);
        EpisodeId withoutRate = stack.store(new Scripted().move(20, 0.1, 0, 0).episode(), 7, 0);
        EpisodeId removed = new EpisodeId("01936f00-0000-7000-8000-000000000000");
        EpisodeId good = stack.store(new Scripted().move(20, 0.1, 0, 0).episode(), 8);

        for (EpisodeId id : List.of(deleted, shortened, damaged, withoutRate, removed, good)) {
            stack.announce(id);
        }

        awaitLabels(good);
        for (EpisodeId refused : List.of(deleted, shortened, damaged, withoutRate)) {
            assertThat(archive.labels(refused)).isEmpty();
        }
        assertThat(metric("teleloop_labeler_refused_total")).isEqualTo(before + 4);
        assertThat(metric("teleloop_service_ready")).isEqualTo(1);
    }

    private String data(EpisodeId id) throws IOException {
        return archive.manifest(id).orElseThrow().data().key();
    }

    private void replaceData(EpisodeId id, byte[] bytes) throws IOException {
        stack.store().delete(data(id));
        assertThat(stack.store().putIfAbsent(data(id), bytes)).isTrue();
    }

    private void awaitLabels(EpisodeId id) {
        await().atMost(PATIENCE).until(() -> archive.labels(id).size() >= LABELERS);
    }

    private List<ConsumerRecord<String, byte[]>> awaitEvents(EpisodeId id, int count) {
        return await().atMost(PATIENCE).until(() -> events(id), events -> events.size() >= count);
    }

    private List<ConsumerRecord<String, byte[]>> events(EpisodeId id) {
        return stack.labeledEvents().stream()
                .filter(record -> record.key().startsWith(id.value()))
                .toList();
    }

    private byte[] object(String key) throws IOException {
        return stack.store().read(key, 1 << 24).orElseThrow();
    }

    private double metric(String name) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = URI.create("http://127.0.0.1:" + service.managementPort() + "/metrics");
            String text = client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
