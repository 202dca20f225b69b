package io.teleloop.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.Provenance;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.store.ObjectStore;
import io.teleloop.trainer.SealedEpisodes;
import io.teleloop.trainer.SyntheticTask;
import io.teleloop.trainer.SyntheticTask.Episode;
import io.teleloop.trainer.TestStack;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemonstrationReaderTest {
    private TestStack stack;
    private ObjectStore store;
    private SealedEpisodes episodes;
    private DemonstrationReader reader;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = TestStack.start(folder);
        store = stack.store();
        episodes = new SealedEpisodes(stack);
        reader = new DemonstrationReader(new Archive(store), SyntheticTask.NAME, false);
    }

    @AfterAll
    void stop() throws Exception {
        store.close();
        stack.close();
    }

    @Test
    void aSuccessfulEpisodeOfAnOperatorShouldBeADemonstration() throws Exception {
        Episode episode = SyntheticTask.demonstration(1, 1_000_000, 30);
        episodes.seal(episode, Outcome.SUCCESS);

        assertThat(reader.read(episode.id()))
                .contains(new Demonstration(episode.id(), SyntheticTask.ROBOT, SyntheticTask.RATE_HZ, episode.steps()));
    }

    @Test
    void anEpisodeWithAPolicyShouldBeNone() throws Exception {
        Episode episode = SyntheticTask.rollout(2, 2_000_000, 10);
        episodes.seal(episode, Outcome.SUCCESS);

        assertThat(reader.read(episode.id())).isEmpty();
    }

    @Test
    void aFailedEpisodeShouldBeNone() throws Exception {
        Episode episode = SyntheticTask.demonstration(3, 3_000_000, 10);
        episodes.seal(episode, Outcome.FAILURE);

        assertThat(reader.read(episode.id())).isEmpty();
    }

    @Test
    void anEpisodeOfAnotherTaskShouldBeNone() throws Exception {
        Episode episode = SyntheticTask.demonstration(4, 4_000_000, 10);
        episodes.seal(episode, Outcome.SUCCESS);

        assertThat(new DemonstrationReader(new Archive(store), "another", false).read(episode.id()))
                .isEmpty();
    }

    @Test
    void aGeneratedEpisodeShouldBeOneOnlyWhenAskedFor() throws Exception {
        Episode episode = SyntheticTask.demonstration(7, 7_000_000, 10);
        episodes.seal(episode, Outcome.SUCCESS, new Provenance("generator", 1, "group-1", 3, "{}", List.of()));

        assertThat(reader.read(episode.id())).isEmpty();
        assertThat(new DemonstrationReader(new Archive(store), SyntheticTask.NAME, true).read(episode.id()))
                .isPresent();
    }

    @Test
    void aMissingOrDamagedEpisodeShouldBeLeftOut() throws Exception {
        Episode episode = SyntheticTask.demonstration(5, 5_000_000, 10);
        episodes.seal(episode, Outcome.SUCCESS);
        String key = Manifest.parse(stack.object(ObjectKeys.episodeManifest(episode.id())))
                .data()
                .key();
        byte[] damaged = stack.object(key);
        damaged[damaged.length / 2]++;
        stack.put(key, damaged);

        assertThat(reader.read(episode.id())).isEmpty();
        assertThat(reader.read(EpisodeId.at(Instant.ofEpochMilli(6_000_000)))).isEmpty();
    }
}
