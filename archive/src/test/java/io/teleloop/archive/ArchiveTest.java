package io.teleloop.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.mcap.McapException;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {
    private static final long DAY_MS = 86_400_000;

    private Path folder;
    private EmbeddedS3 s3;
    private ObjectStore store;
    private Archive archive;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, "key", "secret");
        store = bucket("teleloop");
        archive = new Archive(store);
    }

    @AfterAll
    void stop() throws Exception {
        store.close();
        s3.close();
    }

    @Test
    void anEpisodeShouldBeReadAsItWasStored() throws Exception {
        StoredEpisode stored = StoredEpisode.put(store, 1_000_000, 200);

        Manifest manifest = archive.manifest(stored.id()).orElseThrow();
        assertThat(manifest).isEqualTo(stored.manifest());
        try (ArchivedEpisode episode = archive.open(manifest)) {
            assertThat(episode.manifest()).isEqualTo(manifest);
            assertThat(episode.robot()).isEqualTo(stored.robot());
            assertThat(episode.metadata()).isEqualTo(Map.of("task", "task"));
            assertThat(episode.steps().list(200)).isEqualTo(stored.steps());
            assertThat(episode.samples(Set.of(StoredEpisode.CAMERA)).list(200)).isEqualTo(stored.pictures());
            assertThat(episode.samples(Set.of("camera.none")).next()).isNull();
            assertThat(episode.samples(Set.of()).next()).isNull();
        }
    }

    @Test
    void samplesOfSeveralStreamsShouldComeInTheOrderOfTheirReceipt() throws Exception {
        StoredEpisode stored = StoredEpisode.put(store, 2_000_000, 3);

        try (ArchivedEpisode episode = archive.open(stored.manifest())) {
            assertThat(episode.samples(Set.of(Streams.STEP, StoredEpisode.CAMERA))
                            .list(6))
                    .extracting(ArchivedSample::stream)
                    .containsExactly(
                            Streams.STEP,
                            StoredEpisode.CAMERA,
                            Streams.STEP,
                            StoredEpisode.CAMERA,
                            Streams.STEP,
                            StoredEpisode.CAMERA);
        }
    }

    @Test
    void moreThanTheLimitShouldNotBeReadIntoMemory() throws Exception {
        StoredEpisode stored = StoredEpisode.put(store, 3_000_000, 3);

        try (ArchivedEpisode episode = archive.open(stored.manifest())) {
            assertThatThrownBy(() -> episode.steps().list(2)).hasMessageContaining("more than 2");
        }
    }

    @Test
    void episodesShouldComeInTheOrderOfTheirOpening() throws Exception {
        try (ObjectStore own = bucket("ordered")) {
            Archive ordered = new Archive(own);
            Manifest third = StoredEpisode.put(own, 40 * DAY_MS, 1).manifest();
            Manifest first = StoredEpisode.put(own, DAY_MS, 1).manifest();
            Manifest second = StoredEpisode.put(own, DAY_MS + 1, 1).manifest();
            EpisodeId unreadable = EpisodeId.at(Instant.ofEpochMilli(2 * DAY_MS));
            own.putIfAbsent(ObjectKeys.episodeManifest(unreadable), "{".getBytes(StandardCharsets.UTF_8));
            EpisodeId unfinished = EpisodeId.at(Instant.ofEpochMilli(3 * DAY_MS));
            own.putIfAbsent(ObjectKeys.episodeData(unfinished, "ab".repeat(32)), new byte[1]);

            assertThat(ordered.episodes().list(9)).containsExactly(first, second, third);
            assertThat(ordered.episodesAfter(new EpisodeId(first.episodeId())).list(9))
                    .containsExactly(second, third);
            assertThat(ordered.episodesAfter(unreadable).list(9)).containsExactly(third);
            assertThat(ordered.episodeIds())
                    .extracting(EpisodeId::value)
                    .containsExactly(first.episodeId(), second.episodeId(), unreadable.value(), third.episodeId());
        }
    }

    @Test
    void whatIsDamagedShouldBeToldApartFromAnOutage() throws Exception {
        StoredEpisode stored = StoredEpisode.put(store, 5_000_000, 200);
        byte[] data = store.read(stored.manifest().data().key(), 1 << 20).orElseThrow();
        Arrays.fill(data, data.length / 4, data.length / 2, (byte) 0);
        store.upload(stored.manifest().data().key(), Files.write(folder.resolve("damaged"), data));
        EpisodeId another = EpisodeId.at(Instant.ofEpochMilli(6_000_000));
        store.putIfAbsent(ObjectKeys.episodeManifest(another), stored.manifest().toJson());

        try (ArchivedEpisode episode = archive.open(stored.manifest())) {
            assertThatThrownBy(() -> episode.steps().list(200)).isInstanceOf(McapException.class);
        }
        store.delete(stored.manifest().data().key());
        assertThatThrownBy(() -> archive.open(stored.manifest()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(StoreException.class)
                .hasMessageContaining(stored.manifest().data().key());
        assertThatThrownBy(() -> archive.manifest(another))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(StoreException.class)
                .hasMessageContaining("says that it is of episode " + stored.id());
        assertThat(archive.manifest(EpisodeId.at(Instant.ofEpochMilli(7_000_000))))
                .isEmpty();
        try (ObjectStore nobody = ObjectStore.open(
                new StoreConfig(URI.create("http://127.0.0.1:1"), "us-east-1", "teleloop", "key", "secret"))) {
            Archive away = new Archive(nobody);
            assertThatThrownBy(() -> away.manifest(another)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> away.open(stored.manifest())).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> away.episodes().next()).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> away.labels(another)).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void aLabelDocumentShouldBeKeptOnceForEachVersion() throws Exception {
        EpisodeId episode = EpisodeId.at(Instant.ofEpochMilli(8_000_000));
        LabelDocument first = document(episode, 1, "success");
        LabelDocument second = document(episode, 2, "failure");

        assertThat(archive.putLabel(first)).isTrue();
        assertThat(archive.putLabel(document(episode, 1, "other"))).isFalse();
        assertThat(archive.putLabel(second)).isTrue();
        store.putIfAbsent(ObjectKeys.label(episode, "broken", 1), "{".getBytes(StandardCharsets.UTF_8));

        assertThat(archive.labels(episode)).containsExactlyInAnyOrder(first, second);
        assertThat(HeldLabels.of(archive.labels(episode)).whole("outcome"))
                .map(Label::value)
                .contains("failure");
    }

    private ObjectStore bucket(String name) throws IOException {
        BucketSetup.createIfMissing(s3.endpoint(), "key", "secret", name);
        return ObjectStore.open(new StoreConfig(s3.endpoint(), "us-east-1", name, "key", "secret"));
    }

    private static LabelDocument document(EpisodeId episode, int version, String outcome) {
        return LabelDocument.of(episode, "outcomes", version, List.of(Label.whole("outcome", outcome)), List.of());
    }
}
