package io.teleloop.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.EpisodeSealed;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.recorder.recording.EpisodeEnding;
import io.teleloop.recorder.recording.EpisodeEnding.Kept;
import io.teleloop.recorder.recording.EpisodeRecording;
import io.teleloop.recorder.spool.SpoolFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checker of the fault test must see each kind of fault, else its silence proves nothing.
class StoreCheckerTest {
    @TempDir
    Path folder;

    private final SyntheticEpisode episode = new SyntheticEpisode(1);
    private final SortedMap<String, byte[]> objects = new TreeMap<>();
    private final Map<String, EpisodeEvent> events = new HashMap<>();
    private StoreChecker checker = new StoreChecker(Map.of());
    private String dataKey = "";

    @BeforeEach
    void storeOneEpisode() throws IOException {
        episode.opened().samples(30).closed(Outcome.SUCCESS);
        checker = new StoreChecker(Map.of(episode.id(), episode.records()));
        dataKey = store(episode.id(), episode.records());
    }

    @Test
    void goodStoreShouldPass() throws IOException {
        assertThat(checker.check(objects, events)).isEmpty();
    }

    @Test
    void lostEpisodeShouldBeSeen() throws IOException {
        objects.clear();

        assertThat(checker.check(objects, events)).containsExactly(episode.id() + " has no manifest");
    }

    @Test
    void missingAnnouncementShouldBeSeen() throws IOException {
        events.clear();

        assertThat(checker.check(objects, events)).containsExactly(episode.id() + " was never said to be sealed");
    }

    @Test
    void secondCopyShouldBeSeen() throws IOException {
        objects.put(ObjectKeys.episodeData(episode.id(), "0".repeat(64)), new byte[] {1});

        assertThat(checker.check(objects, events)).singleElement().asString().contains("a second time");
    }

    @Test
    void quarantinedCopyShouldBeSeen() throws IOException {
        objects.put(ObjectKeys.quarantineManifest(episode.id()), new byte[] {1});

        assertThat(checker.check(objects, events)).singleElement().asString().contains("a second time");
    }

    @Test
    void flippedByteShouldBeSeen() throws IOException {
        objects.computeIfPresent(dataKey, (key, bytes) -> {
            byte[] changed = bytes.clone();
            changed[changed.length / 2] ^= 1;
            return changed;
        });

        assertThat(checker.check(objects, events))
                .containsExactly(episode.id() + " has other bytes than its manifest says");
    }

    @Test
    void missingDataShouldBeSeen() throws IOException {
        objects.remove(dataKey);

        assertThat(checker.check(objects, events)).containsExactly(episode.id() + " has no data");
    }

    @Test
    void wellFormedEpisodeWithARepeatedOrMissingMessageShouldBeSeen() throws IOException {
        List<EpisodeRecord> more = new SyntheticEpisode(1)
                .opened().samples(31).closed(Outcome.SUCCESS).records().stream()
                        .map(record -> record.toBuilder()
                                .setEpisodeId(episode.id().value())
                                .build())
                        .toList();
        objects.clear();
        store(episode.id(), more);

        assertThat(checker.check(objects, events))
                .containsExactly(episode.id() + " holds other messages than were produced");
    }

    private String store(EpisodeId id, List<EpisodeRecord> records) throws IOException {
        try (SpoolFolder spool = SpoolFolder.open(folder)) {
            EpisodeRecording recording = EpisodeRecording.begin(id, spool);
            for (EpisodeRecord record : records) {
                recording.accept(record);
            }
            EpisodeEnding ending = recording.end();
            assertThat(ending).isInstanceOf(Kept.class);
            Manifest manifest = ((Kept) ending).manifest();
            objects.put(ObjectKeys.episodeManifest(id), manifest.toJson());
            objects.put(
                    manifest.data().key(),
                    Files.readAllBytes(((Kept) ending).file().path()));
            events.put(
                    id + "/sealed",
                    EpisodeEvent.newBuilder()
                            .setSealed(EpisodeSealed.newBuilder()
                                    .setSha256(manifest.data().sha256()))
                            .build());
            return manifest.data().key();
        }
    }
}
