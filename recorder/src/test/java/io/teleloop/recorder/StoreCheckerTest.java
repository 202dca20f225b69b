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
import io.teleloop.storecheck.StoreChecker;
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
    private String dataKey = "";

    @BeforeEach
    void storeOneEpisode() throws IOException {
        episode.opened().samples(30).closed(Outcome.SUCCESS);
        dataKey = store(episode.id(), episode.records());
    }

    @Test
    void goodStoreShouldPass() throws IOException {
        assertThat(problems()).isEmpty();
    }

    @Test
    void lostEpisodeShouldBeSeen() throws IOException {
        objects.clear();

        assertThat(problems()).containsExactly(episode.id() + " has no manifest");
    }

    @Test
    void missingAnnouncementShouldBeSeen() throws IOException {
        events.clear();

        assertThat(problems()).containsExactly(episode.id() + " was never said to be sealed");
    }

    @Test
    void secondCopyShouldBeSeen() throws IOException {
        objects.put(ObjectKeys.episodeData(episode.id(), "0".repeat(64)), new byte[] {1});

        assertThat(problems()).singleElement().asString().contains("a second time");
    }

    @Test
    void quarantinedCopyShouldBeSeen() throws IOException {
        objects.put(ObjectKeys.quarantineManifest(episode.id()), new byte[] {1});

        assertThat(problems()).singleElement().asString().contains("a second time");
    }

    @Test
    void flippedByteShouldBeSeen() throws IOException {
        objects.computeIfPresent(dataKey, (key, bytes) -> {
            byte[] changed = bytes.clone();
            changed[changed.length / 2] ^= 1;
            return changed;
        });

        assertThat(problems()).containsExactly(episode.id() + " has other bytes than its manifest says");
    }

    @Test
    void missingDataShouldBeSeen() throws IOException {
        objects.remove(dataKey);

        assertThat(problems()).containsExactly(episode.id() + " has no data");
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

        assertThat(problems()).containsExactly(episode.id() + " holds other messages than were recorded");
    }

    @Test
    void closedEpisodeSaidToBeQuarantinedShouldBeSeen() throws IOException {
        events.put(episode.id() + "/quarantined", EpisodeEvent.getDefaultInstance());

        assertThat(problems()).containsExactly(episode.id() + " was said to be quarantined");
    }

    @Test
    void storedEpisodeThatWasDiscardedShouldBeSeen() throws IOException {
        List<EpisodeRecord> discarded = closedAs(Outcome.DISCARDED);

        assertThat(StoreChecker.problems(Map.of(episode.id(), discarded), objects, events))
                .contains(episode.id() + " was said to be sealed")
                .anyMatch(problem -> problem.startsWith(dataKey));
    }

    @Test
    void abandonedEpisodeShouldBeInQuarantineOnceOrNowhere() throws IOException {
        List<EpisodeRecord> abandoned = closedAs(Outcome.ABANDONED);
        Map<EpisodeId, List<EpisodeRecord>> recorded = Map.of(episode.id(), abandoned);
        assertThat(StoreChecker.problems(recorded, objects, events)).isNotEmpty();

        objects.clear();
        events.clear();
        assertThat(StoreChecker.problems(recorded, objects, events)).isEmpty();
        Manifest manifest = keep(abandoned);
        objects.put(ObjectKeys.quarantineManifest(episode.id()), manifest.toJson());
        assertThat(StoreChecker.problems(recorded, objects, events)).isEmpty();

        objects.put(ObjectKeys.quarantineData(episode.id(), "0".repeat(64)), new byte[] {1});
        assertThat(StoreChecker.problems(recorded, objects, events))
                .singleElement()
                .asString()
                .contains("a second time");
    }

    private List<EpisodeRecord> closedAs(Outcome outcome) {
        return episode.records().stream()
                .map(record -> record.hasClosed()
                        ? record.toBuilder()
                                .setClosed(record.getClosed().toBuilder().setOutcome(outcome))
                                .build()
                        : record)
                .toList();
    }

    private List<String> problems() throws IOException {
        return StoreChecker.problems(Map.of(episode.id(), episode.records()), objects, events);
    }

    private String store(EpisodeId id, List<EpisodeRecord> records) throws IOException {
        Manifest manifest = keep(records);
        objects.put(ObjectKeys.episodeManifest(id), manifest.toJson());
        events.put(
                id + "/sealed",
                EpisodeEvent.newBuilder()
                        .setSealed(EpisodeSealed.newBuilder()
                                .setSha256(manifest.data().sha256()))
                        .build());
        return manifest.data().key();
    }

    /// Writes the data as the recorder does, and puts it where its manifest says.
    private Manifest keep(List<EpisodeRecord> records) throws IOException {
        try (SpoolFolder spool = SpoolFolder.open(folder)) {
            EpisodeRecording recording = EpisodeRecording.begin(episode.id(), spool);
            for (EpisodeRecord record : records) {
                recording.accept(record);
            }
            EpisodeEnding ending = recording.end();
            assertThat(ending).isInstanceOf(Kept.class);
            Manifest manifest = ((Kept) ending).manifest();
            objects.put(
                    manifest.data().key(),
                    Files.readAllBytes(((Kept) ending).file().path()));
            return manifest;
        }
    }
}
