package io.teleloop.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.datasets.export.DatasetExport;
import io.teleloop.datasets.export.Keys;
import io.teleloop.datasets.ingest.EpisodeImport;
import io.teleloop.lerobot.Conformance;
import io.teleloop.lerobot.DatasetReader;
import io.teleloop.lerobot.EpisodeEntry;
import io.teleloop.lerobot.EpisodeRows;
import io.teleloop.lerobot.EpisodeVideo;
import io.teleloop.lerobot.FolderSink;
import io.teleloop.lerobot.video.VideoCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// From sealed episodes to a data set, and back.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasetExportTest {
    private static final long FIRST = 1_750_000_000_000L;
    private static final int STEPS = 9;

    @SuppressWarnings("NullAway.Init")
    private SealedEpisodes episodes;

    @SuppressWarnings("NullAway.Init")
    private Archive archive;

    @SuppressWarnings("NullAway.Init")
    private DatasetDocument dataset;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    void sealAndExport(@TempDir Path temporary) throws Exception {
        folder = temporary;
        episodes = new SealedEpisodes(temporary);
        archive = new Archive(episodes.store());
        episodes.seal(Drive.records(FIRST, STEPS, Outcome.SUCCESS, "ada"));
        episodes.seal(Drive.records(FIRST + 60_000, 5, Outcome.FAILURE, "bob"));
        episodes.seal(Drive.records(FIRST + 120_000, 6, Outcome.SUCCESS, "ada", Drive.id(FIRST)));
        DatasetFilter all =
                new DatasetFilter("push", new TreeSet<>(), new TreeSet<>(), DatasetFilter.Origin.ANY, new TreeMap<>());
        dataset = new DatasetSelection(archive).select("push", all, 0);
        export(dataset, folder.resolve("exported"));
    }

    @AfterAll
    void stop() throws Exception {
        episodes.close();
    }

    private DatasetDocument of(String name, DatasetDocument.Member... members) {
        return new DatasetDocument(
                DatasetDocument.VERSION,
                name,
                1,
                dataset.filter(),
                0,
                List.of(members),
                List.of(),
                DatasetDocument.Composition.of(List.of(members)));
    }

    private void export(DatasetDocument document, Path target) throws IOException {
        new DatasetExport(archive).write(document, new FolderSink(target), VideoCodec.H264, target.resolve(".work"));
    }

    @Test
    void anExportedDataSetShouldConform() throws IOException {
        assertThat(Conformance.check(folder.resolve("exported"))).isEmpty();
    }

    @Test
    void aRowShouldBeWhatItsStepRefersTo() throws IOException {
        DatasetReader exported = DatasetReader.open(folder.resolve("exported"));
        EpisodeEntry first = exported.episodes().getFirst();
        List<Map<String, @Nullable Object>> rows = rows(exported, first);

        // The first step comes before the camera's first picture.
        assertThat(rows).hasSize(STEPS - 1);
        assertThat(exported.tasks()).containsExactly("push the block");
        Map<String, @Nullable Object> row = rows.get(4); // step 5: the policy drives
        assertThat(row)
                .containsEntry(Keys.STATE, List.of(2.5f, -5f, 1f, 0.25f, 0.5f, 5f))
                .containsEntry(Keys.stream(Streams.JOINTS), List.of(2.5f, -5f, 1f, 0.25f))
                .containsEntry(Keys.ACTION, List.of(5f, 0.5f))
                .containsEntry(Keys.REQUESTED, List.of(15f, 0.125f))
                .containsEntry(Keys.INTERVENTION, false)
                .containsEntry(Keys.ACTOR, "policy")
                .containsEntry(Keys.ACTOR_ID, "bc@3")
                .containsEntry(Keys.TICK_TIME, FIRST * 1_000_000 + 250_000_000L)
                .containsEntry(Keys.captureTime(Streams.GRIPPER), FIRST * 1_000_000 + 248_000_000L)
                .containsEntry(Keys.captureTime(Drive.CAMERA), FIRST * 1_000_000 + 246_000_000L);
        assertThat(row.get(Keys.stream(Drive.PAD)))
                .isEqualTo(List.of(
                        List.of(List.of(5f, 5.0625f, 5.125f), List.of(5.1875f, 5.25f, 5.3125f)),
                        List.of(List.of(5.375f, 5.4375f, 5.5f), List.of(5.5625f, 5.625f, 5.6875f))));
        assertThat(rows.get(1)).containsEntry(Keys.REQUESTED, List.of(4f, 0.5f));
        assertThat(rows.get(6))
                .containsEntry(Keys.INTERVENTION, true)
                .containsEntry(Keys.IS_INTERVENTION, true)
                .containsEntry(Keys.REQUESTED, List.of(14f, 0.5f));
        assertThat(rows.getLast())
                .containsEntry(Keys.DONE, true)
                .containsEntry(Keys.TRUNCATED, false)
                .containsEntry(Keys.SUCCESS, true)
                .containsEntry(Keys.REWARD, 1f);
        assertThat(first.columns())
                .containsEntry(Keys.EPISODE_ID, Drive.id(FIRST).value())
                .containsEntry(Keys.OUTCOME, "success")
                .containsEntry(Keys.OPERATOR, "ada");
    }

    @Test
    void aRowShouldHaveThePictureThatItsStepRefersTo() throws IOException {
        DatasetReader exported = DatasetReader.open(folder.resolve("exported"));

        try (EpisodeVideo video = exported.video(exported.episodes().getFirst(), Keys.image("front"))) {
            // Steps 5 and 6 refer to the picture of step 5.
            assertThat(Byte.toUnsignedInt(video.at(4 / 20.0).bytes()[0])).isBetween(45, 55);
            assertThat(Byte.toUnsignedInt(video.at(5 / 20.0).bytes()[0])).isBetween(45, 55);
            assertThat(Byte.toUnsignedInt(video.at(6 / 20.0).bytes()[0])).isBetween(65, 75);
        }
    }

    @Test
    void whatIsImportedShouldBeExportedAsItWas() throws IOException {
        DatasetReader exported = DatasetReader.open(folder.resolve("exported"));
        List<DatasetDocument.Member> members = new ArrayList<>();
        for (EpisodeEntry episode : exported.episodes()) {
            List<EpisodeRecord> records = new ArrayList<>();
            new EpisodeImport(exported).run(episode, records::add);
            List<EpisodeRecord> again = new ArrayList<>();
            new EpisodeImport(exported).run(episode, again::add);
            assertThat(again).isEqualTo(records);
            members.add(DatasetSelection.member(archive, episodes.seal(records), "success", DatasetDocument.TRAIN));
        }
        DatasetDocument imported = new DatasetDocument(
                DatasetDocument.VERSION,
                "imported",
                1,
                dataset.filter(),
                0,
                members,
                List.of(),
                DatasetDocument.Composition.of(members));

        export(imported, folder.resolve("imported"));

        DatasetReader read = DatasetReader.open(folder.resolve("imported"));
        assertThat(read.episodes()).hasSameSizeAs(exported.episodes());
        for (int i = 0; i < read.episodes().size(); i++) {
            assertThat(rows(read, read.episodes().get(i)))
                    .isEqualTo(rows(exported, exported.episodes().get(i)));
        }
        assertThat(members).extracting(DatasetDocument.Member::generated).containsExactly(false, false, true);
    }

    @Test
    void picturesShouldBeExportedAsTheyWereRecorded() throws IOException {
        Path target = folder.resolve("copied");
        new DatasetExport(archive).write(dataset, new FolderSink(target), VideoCodec.MJPEG, target.resolve(".work"));

        assertThat(Conformance.check(target)).isEmpty();
        DatasetReader copied = DatasetReader.open(target);
        try (EpisodeVideo video = copied.video(copied.episodes().getFirst(), Keys.image("front"))) {
            assertThat(Byte.toUnsignedInt(video.at(6 / 20.0).bytes()[0])).isBetween(65, 75);
        }
    }

    @Test
    void aDataSetThatGrewOrMovedShouldBeImportedOnce() throws IOException {
        DatasetReader all = DatasetReader.open(folder.resolve("exported"));
        DatasetDocument.Member first = dataset.episodes().getFirst();
        DatasetDocument one = new DatasetDocument(
                DatasetDocument.VERSION,
                "one",
                1,
                dataset.filter(),
                0,
                List.of(first),
                List.of(),
                DatasetDocument.Composition.of(List.of(first)));
        export(one, folder.resolve("one"));
        DatasetReader smaller = DatasetReader.open(folder.resolve("one"));

        EpisodeId here = new EpisodeImport(smaller).run(smaller.episodes().getFirst(), record -> {});
        List<EpisodeId> there = new ArrayList<>();
        for (EpisodeEntry episode : all.episodes()) {
            there.add(new EpisodeImport(all).run(episode, record -> {}));
        }

        assertThat(there).doesNotHaveDuplicates().startsWith(here);
    }

    @Test
    void anEpisodeThatChangedShouldBeRefused() {
        DatasetDocument.Member first = dataset.episodes().getFirst();
        DatasetDocument.Member changed = new DatasetDocument.Member(
                first.episodeId(), "00", first.split(), first.outcome(), first.operatorId(), false, first.steps());

        assertThatThrownBy(() -> export(of("other", changed), folder.resolve("other")))
                .hasMessageContaining("another manifest");
    }

    @Test
    void anEpisodeOfARobotThatSensesMoreOrLessShouldBeNamed() throws IOException {
        Manifest more = episodes.seal(Drive.from(0, 0, FIRST - 60_000, STEPS, Outcome.SUCCESS, "eve"));
        DatasetDocument.Member first = dataset.episodes().getFirst();
        DatasetDocument.Member other = new DatasetDocument.Member(
                more.episodeId(), Sha256.hex(more.toJson()), first.split(), "success", "eve", false, more.steps());

        assertThatThrownBy(() -> export(of("more", first, other), folder.resolve("more")))
                .hasMessageContaining(more.episodeId())
                .hasMessageContaining("but also tcp; leave it out");
        assertThatThrownBy(() -> export(of("less", other, first), folder.resolve("less")))
                .hasMessageContaining(first.episodeId())
                .hasMessageContaining("not tcp; leave it out");
    }

    @Test
    void aFilterShouldTakeWhatItNames() throws IOException {
        DatasetSelection selection = new DatasetSelection(archive);
        DatasetFilter real = new DatasetFilter(
                "push",
                new TreeSet<>(Set.of("success")),
                new TreeSet<>(Set.of("ada")),
                DatasetFilter.Origin.REAL,
                new TreeMap<>());

        assertThat(selection.select("real", real, 0).episodes())
                .extracting(DatasetDocument.Member::episodeId)
                .containsExactly(Drive.id(FIRST).value());
        assertThat(selection
                        .select("none", DatasetFilter.of("pull", "success"), 0)
                        .episodes())
                .isEmpty();
        DatasetDocument halves = selection.select("halves", dataset.filter(), 0.5);
        Map<String, String> splits = new TreeMap<>();
        halves.episodes().forEach(member -> splits.put(member.episodeId(), member.split()));
        assertThat(splits.get(Drive.id(FIRST + 120_000).value()))
                .as("the split of a generated episode")
                .isEqualTo(splits.get(Drive.id(FIRST).value()));
    }

    @Test
    void aDataSetShouldOnlyGetANewVersionWhenItChanges() throws IOException {
        DatasetStore documents = new DatasetStore(episodes.store());
        DatasetDocument first = documents.put(dataset).document();
        DatasetStore.Stored same = documents.put(dataset);
        DatasetDocument other = documents
                .put(new DatasetSelection(archive).select("push", DatasetFilter.of("push", "failure"), 0))
                .document();

        assertThat(first.number()).isEqualTo(1);
        assertThat(same).isEqualTo(new DatasetStore.Stored(first, false));
        assertThat(other.number()).isEqualTo(2);
        assertThat(documents.newest("push")).contains(other);
        assertThat(documents.version("push", 1)).contains(first);
        assertThat(documents.newest("unknown")).isEmpty();
    }

    private static List<Map<String, @Nullable Object>> rows(DatasetReader dataset, EpisodeEntry episode)
            throws IOException {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        try (EpisodeRows rows = dataset.rows(episode)) {
            for (Map<String, @Nullable Object> row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }
}
