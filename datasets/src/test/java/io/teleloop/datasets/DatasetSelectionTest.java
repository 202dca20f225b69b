package io.teleloop.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.datasets.DatasetDocument.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetSelectionTest {
    private static final long FIRST = 1_750_000_000_000L;
    private static final DatasetFilter ALL =
            new DatasetFilter("push", new TreeSet<>(), new TreeSet<>(), DatasetFilter.Origin.ANY, new TreeMap<>());

    @Test
    void noGenerationShouldLeakOutOfItsSplit(@TempDir Path folder) throws Exception {
        try (SealedEpisodes episodes = new SealedEpisodes(folder)) {
            EpisodeId root = seal(episodes, 0, null);
            EpisodeId child = seal(episodes, 1, root);
            EpisodeId grandchild = seal(episodes, 2, child);
            EpisodeId orphan = seal(episodes, 3, Drive.id(FIRST - 1));
            EpisodeId other = seal(episodes, 4, null);
            byte[] foreign = rewritten(episodes, other);

            Archive archive = new Archive(episodes.store());
            TreeSet<String> rootsSplits = new TreeSet<>();
            for (int i = 0; i < 12; i++) {
                DatasetDocument dataset = new DatasetSelection(archive).select("set-" + i, ALL, 0.5);
                String split = member(dataset, root).split();
                rootsSplits.add(split);
                assertThat(member(dataset, child).split()).isEqualTo(split);
                assertThat(member(dataset, grandchild).split()).isEqualTo(split);
                assertThat(dataset.leftOut()).containsExactly(orphan.value());
                assertThat(dataset.composition().generated()).isEqualTo(generated(episodes, dataset));
                assertThat(dataset.composition().real())
                        .isEqualTo(dataset.episodes().size() - generated(episodes, dataset));
            }
            assertThat(rootsSplits).as("what the splits are compared with").hasSize(2);
            DatasetDocument whole = new DatasetSelection(archive).select("whole", ALL, 0);
            assertThat(whole.leftOut()).isEmpty();
            assertThat(whole.episodes())
                    .as("the hash of the stored bytes, whoever wrote them")
                    .extracting(Member::manifestSha256)
                    .contains(Sha256.hex(foreign));
        }
    }

    private static EpisodeId seal(SealedEpisodes episodes, int number, @Nullable EpisodeId parent) throws IOException {
        long opened = FIRST + 60_000L * number;
        return new EpisodeId((parent == null
                        ? episodes.seal(Drive.records(opened, 5, Outcome.SUCCESS, "ada"))
                        : episodes.seal(Drive.records(opened, 5, Outcome.SUCCESS, "ada", parent)))
                .episodeId());
    }

    /// Stores a manifest as another program would write it: another episode's, with more line ends.
    private static byte[] rewritten(SealedEpisodes episodes, EpisodeId episode) throws IOException {
        EpisodeId id = Drive.id(FIRST + 600_000);
        byte[] json = episodes.store()
                .read(ObjectKeys.episodeManifest(episode), 1 << 20)
                .orElseThrow();
        byte[] bytes = new String(json, StandardCharsets.UTF_8)
                .replace(episode.value(), id.value())
                .concat("\n\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(bytes).isNotEqualTo(Manifest.parse(bytes).toJson());
        episodes.store().putIfAbsent(ObjectKeys.episodeManifest(id), bytes);
        return bytes;
    }

    /// Read off the stored bytes.
    private static int generated(SealedEpisodes episodes, DatasetDocument dataset) throws IOException {
        int generated = 0;
        for (Member member : dataset.episodes()) {
            byte[] json = episodes.store()
                    .read(ObjectKeys.episodeManifest(new EpisodeId(member.episodeId())), 1 << 20)
                    .orElseThrow();
            generated += new ObjectMapper().readTree(json).path("provenance").isObject() ? 1 : 0;
        }
        return generated;
    }

    private static Member member(DatasetDocument dataset, EpisodeId id) {
        return dataset.episodes().stream()
                .filter(member -> member.episodeId().equals(id.value()))
                .findFirst()
                .orElseThrow();
    }
}
