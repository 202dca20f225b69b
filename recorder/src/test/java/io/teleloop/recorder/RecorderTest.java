package io.teleloop.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Schemas;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.GapSummary;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.mcap.McapLimits;
import io.teleloop.mcap.McapReader;
import io.teleloop.mcap.McapSource;
import io.teleloop.mcap.Metadata;
import io.teleloop.mcap.Schema;
import io.teleloop.service.RunningService;
import io.teleloop.storecheck.StoreChecker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecorderTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private Path folder;
    private TestStack stack;

    @BeforeAll
    void startStack(@TempDir Path temporary) throws Exception {
        folder = temporary;
        stack = TestStack.start(folder);
    }

    @AfterAll
    void stopStack() throws Exception {
        stack.close();
    }

    @Test
    void wholeEpisodeShouldBeSealedAndReadBack() throws Exception {
        SyntheticEpisode episode = new SyntheticEpisode(1)
                .opened()
                .samples(100)
                .gap(SyntheticEpisode.CAMERA, 4, "queue full")
                .samples(20)
                .closed(Outcome.SUCCESS);
        try (RunningService recorder = start()) {
            assertThat(recorder.managementPort()).isPositive();
            stack.sendAll(episode.records());

            EpisodeEvent event = await("sealed", episode.id());

            assertThat(event.getSealed().getOutcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(StoreChecker.problems(
                            Map.of(episode.id(), episode.records()),
                            only(episode.id()),
                            stack.view().events()))
                    .isEmpty();
            Manifest manifest = manifest(ObjectKeys.episodeManifest(episode.id()));
            assertThat(manifest.state()).isEqualTo("sealed");
            assertThat(manifest.robotId()).isEqualTo("robot-1");
            assertThat(manifest.streams().get(1).missing()).isEqualTo(4);
            assertThat(manifest.streams().get(1).gaps())
                    .extracting(GapSummary::sequence, GapSummary::missing, GapSummary::reason)
                    .containsExactly(tuple(34L, 4L, "queue full"));
            try (McapReader reader = open(manifest)) {
                Metadata about = reader.metadata(reader.metadataIndexes().getFirst());
                assertThat(about.metadata())
                        .containsEntry("outcome", "success")
                        .containsEntry("operator_id", "alice")
                        .containsEntry("max_clock_error_ns.twist", "40000");
                assertThat(reader.attachmentIndexes().getFirst().name()).isEqualTo("robot-description.json");
                assertThat(reader.schemas().values())
                        .extracting(Schema::name)
                        .contains("teleloop.v1.Twist", "foxglove.CompressedImage", "teleloop.v1.Sample");
            }
        }
    }

    @Test
    void lostSampleShouldQuarantineTheEpisodeWithTheReason() throws Exception {
        SyntheticEpisode episode = new SyntheticEpisode(2)
                .opened()
                .samples(10)
                .lose(SyntheticEpisode.TWIST)
                .samples(10)
                .closed(Outcome.SUCCESS);
        try (RunningService recorder = start()) {
            stack.sendAll(episode.records());

            EpisodeEvent event = await("quarantined", episode.id());

            assertThat(event.getQuarantined().getReason())
                    .isEqualTo("stream 'twist' jumps from sequence 10 to 11 without a gap");
            assertThat(stack.view().object(ObjectKeys.episodeManifest(episode.id())))
                    .isEmpty();
            Manifest manifest = manifest(ObjectKeys.quarantineManifest(episode.id()));
            assertThat(manifest.sealed()).isFalse();
            assertThat(manifest.streams().getFirst().samples()).isEqualTo(20);
            assertThat(recorder.managementPort()).isPositive();
        }
    }

    @Test
    void lostTailShouldQuarantineTheEpisode() throws Exception {
        SyntheticEpisode episode = new SyntheticEpisode(3)
                .opened()
                .samples(10)
                .lose(SyntheticEpisode.CAMERA)
                .closed(Outcome.FAILURE);
        try (RunningService recorder = start()) {
            stack.sendAll(episode.records());

            assertThat(await("quarantined", episode.id()).getQuarantined().getReason())
                    .isEqualTo("stream 'camera.scene' ends at sequence 4, its total is 5");
            assertThat(recorder.managementPort()).isPositive();
        }
    }

    @Test
    void undecodableRecordShouldQuarantineTheEpisode() throws Exception {
        SyntheticEpisode episode = new SyntheticEpisode(4).opened().samples(5).closed(Outcome.SUCCESS);
        List<EpisodeRecord> records = episode.records();
        try (RunningService recorder = start()) {
            stack.sendAll(records.subList(0, 3));
            stack.sendRaw(episode.id().value(), "no record".getBytes(StandardCharsets.UTF_8));
            stack.sendRaw("no episode id", new byte[0]);
            stack.sendAll(records.subList(3, records.size()));

            assertThat(await("quarantined", episode.id()).getQuarantined().getReason())
                    .contains("cannot be decoded");
            assertThat(metrics(recorder)).contains("teleloop_recorder_records_refused_total 1.0");
        }
    }

    @Test
    void repeatedRecordsShouldBeDroppedAndCounted() throws Exception {
        SyntheticEpisode clean = new SyntheticEpisode(5).opened().samples(30);
        int all = clean.records().size();
        clean.repeatLast(all).repeatLast(5).samples(3).closed(Outcome.UNKNOWN).repeatLast(2);
        try (RunningService recorder = start()) {
            stack.sendAll(clean.records());

            await("sealed", clean.id());

            Manifest manifest = manifest(ObjectKeys.episodeManifest(clean.id()));
            assertThat(manifest.streams().getFirst().samples()).isEqualTo(33);
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(metrics(recorder))
                    .contains(
                            "teleloop_recorder_records_repeated_total " + (all + 5 + 2) + ".0",
                            "teleloop_recorder_lag 0.0",
                            "teleloop_recorder_store_up 1.0",
                            "teleloop_recorder_seal_time_seconds_bucket{le=\"300.0\"} 1"));
        }
    }

    @Test
    void discardedEpisodeShouldLeaveNothing() throws Exception {
        SyntheticEpisode episode = new SyntheticEpisode(6).opened().samples(30).closed(Outcome.DISCARDED);
        try (RunningService recorder = start()) {
            stack.sendAll(episode.records());

            EpisodeEvent event = await("discarded", episode.id());

            assertThat(event.getDiscarded().getDiscardedBy()).isEqualTo("alice");
            assertThat(only(episode.id())).isEmpty();
            assertThat(spoolFiles()).isEmpty();
            assertThat(recorder.managementPort()).isPositive();
        }
    }

    @Test
    void unknownSchemaWithItsOwnDescriptorsShouldBeRecorded() throws Exception {
        ByteString descriptors =
                Schemas.fileDescriptorSet(StringValue.getDescriptor()).toByteString();
        StreamDescription own = SyntheticEpisode.stream("note", "google.protobuf.StringValue").toBuilder()
                .setFileDescriptorSet(descriptors)
                .build();
        SyntheticEpisode episode = new SyntheticEpisode(7)
                .opened(own)
                .samples(3)
                .sample("note", StringValue.of("hello").toByteString())
                .closed(Outcome.SUCCESS);
        try (RunningService recorder = start()) {
            stack.sendAll(episode.records());

            await("sealed", episode.id());

            try (McapReader reader = open(manifest(ObjectKeys.episodeManifest(episode.id())))) {
                assertThat(reader.schemas().values())
                        .filteredOn(schema -> schema.name().equals("google.protobuf.StringValue"))
                        .singleElement()
                        .satisfies(schema -> assertThat(schema.data()).isEqualTo(descriptors.asReadOnlyByteBuffer()));
            }
            assertThat(recorder.managementPort()).isPositive();
        }
    }

    @Test
    void schemaThatNobodyKnowsShouldQuarantineTheEpisode() throws Exception {
        SyntheticEpisode episode = new SyntheticEpisode(8)
                .opened(SyntheticEpisode.stream("radar", "acme.Radar"))
                .samples(3)
                .closed(Outcome.SUCCESS);
        try (RunningService recorder = start()) {
            stack.sendAll(episode.records());

            assertThat(await("quarantined", episode.id()).getQuarantined().getReason())
                    .contains("radar")
                    .contains("acme.Radar");
            assertThat(recorder.managementPort()).isPositive();
        }
    }

    @Test
    void episodeThatNobodyClosesShouldBeQuarantinedAsAbandoned() throws Exception {
        SyntheticEpisode episode = new SyntheticEpisode(9).opened().samples(10);
        try (RunningService recorder =
                stack.startRecorder(folder.resolve("spool"), Map.of("TELELOOP_RECORDER_ABANDON_AFTER", "500"))) {
            stack.sendAll(episode.records());

            EpisodeEvent event = await("quarantined", episode.id());
            stack.sendAll(episode.closed(Outcome.SUCCESS).records());

            assertThat(event.getQuarantined().getReason()).startsWith("abandoned: no record came for");
            assertThat(stack.view().events()).doesNotContainKey(episode.id() + "/sealed");
            assertThat(recorder.managementPort()).isPositive();
        }
    }

    @Test
    void storeOutageShouldOnlyDelayTheSeal() throws Exception {
        SyntheticEpisode episode = new SyntheticEpisode(10).opened().samples(50).closed(Outcome.SUCCESS);
        try (RunningService recorder = start()) {
            stack.stopStore();
            try {
                stack.sendAll(episode.records());
                Awaitility.await().atMost(SOON).untilAsserted(() -> {
                    HttpResponse<String> ready = get(recorder, "/readyz");
                    assertThat(ready.statusCode()).isEqualTo(503);
                    assertThat(ready.body()).contains("the store at");
                });
                assertThat(get(recorder, "/livez").statusCode()).isEqualTo(200);
            } finally {
                stack.startStoreAgain();
            }

            await("sealed", episode.id());

            assertThat(get(recorder, "/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void restartInTheMiddleShouldGiveTheSameEpisode() throws Exception {
        SyntheticEpisode interrupted =
                new SyntheticEpisode(11).opened().samples(60).closed(Outcome.SUCCESS);
        SyntheticEpisode discarded =
                new SyntheticEpisode(12).opened().samples(5).closed(Outcome.DISCARDED);
        List<EpisodeRecord> records = interrupted.records();
        try (RunningService recorder = start()) {
            stack.sendAll(records.subList(0, 30));
            stack.sendAll(discarded.records());
            await("discarded", discarded.id());
            assertThat(recorder.managementPort()).isPositive();
        }
        stack.sendAll(records.subList(30, records.size()));
        try (RunningService recorder = start()) {
            await("sealed", interrupted.id());

            assertThat(StoreChecker.problems(
                            Map.of(interrupted.id(), records),
                            only(interrupted.id()),
                            stack.view().events()))
                    .isEmpty();
            assertThat(stack.view().events()).doesNotContainKey(discarded.id() + "/quarantined");
            assertThat(recorder.managementPort()).isPositive();
        }
    }

    @Test
    void moreEpisodesThanMayBeOpenShouldAllBeSealed() throws Exception {
        Map<EpisodeId, List<EpisodeRecord>> produced = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            SyntheticEpisode episode =
                    new SyntheticEpisode(100 + i).opened().samples(12).closed(Outcome.SUCCESS);
            produced.put(episode.id(), episode.records());
        }
        try (RunningService recorder =
                stack.startRecorder(folder.resolve("spool"), Map.of("TELELOOP_RECORDER_EPISODES_OPEN_MAX", "2"))) {
            int longest = produced.values().stream().mapToInt(List::size).max().orElseThrow();
            for (int i = 0; i < longest; i++) {
                for (List<EpisodeRecord> records : produced.values()) {
                    stack.send(records.get(i)).get();
                }
            }

            for (EpisodeId id : produced.keySet()) {
                await("sealed", id);
            }

            for (Map.Entry<EpisodeId, List<EpisodeRecord>> episode : produced.entrySet()) {
                assertThat(StoreChecker.problems(
                                Map.of(episode.getKey(), episode.getValue()),
                                only(episode.getKey()),
                                stack.view().events()))
                        .isEmpty();
            }
            assertThat(recorder.managementPort()).isPositive();
        }
    }

    private RunningService start() throws Exception {
        return stack.startRecorder(folder.resolve("spool"), Map.of());
    }

    private EpisodeEvent await(String event, EpisodeId id) {
        return Awaitility.await(event + " " + id)
                .atMost(SOON)
                .until(
                        () -> stack.view().events().getOrDefault(id + "/" + event, EpisodeEvent.getDefaultInstance()),
                        e -> !e.equals(EpisodeEvent.getDefaultInstance()));
    }

    private Manifest manifest(String key) throws Exception {
        return Manifest.parse(stack.view().object(key).orElseThrow());
    }

    private McapReader open(Manifest manifest) throws Exception {
        return McapReader.open(
                McapSource.of(ByteBuffer.wrap(
                        stack.view().object(manifest.data().key()).orElseThrow())),
                McapLimits.DEFAULT);
    }

    private SortedMap<String, byte[]> only(EpisodeId id) throws Exception {
        SortedMap<String, byte[]> objects = stack.view().objects();
        objects.keySet().removeIf(key -> !key.contains(id.value()));
        return objects;
    }

    private List<Path> spoolFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.filter(file -> file.toString().endsWith(".mcap")).toList();
        }
    }

    private static String metrics(RunningService recorder) throws Exception {
        return get(recorder, "/metrics").body();
    }

    private static HttpResponse<String> get(RunningService recorder, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + recorder.managementPort() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
