package io.teleloop.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.storage.ObjectKeys;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EpisodeIdTest {
    private static final Instant OPENED = Instant.parse("2026-11-21T23:59:59.999Z");

    @Test
    void idShouldTellWhenItsEpisodeWasOpened() {
        assertThat(EpisodeId.at(OPENED).openedAt()).isEqualTo(OPENED);
    }

    @Test
    void idsShouldSortByTime() {
        assertThat(EpisodeId.at(OPENED)).isLessThan(EpisodeId.at(OPENED.plusMillis(1)));
    }

    @Test
    void idsOfTheSameMomentShouldDiffer() {
        assertThat(EpisodeId.at(OPENED)).isNotEqualTo(EpisodeId.at(OPENED));
    }

    @Test
    void textThatIsNoIdShouldBeRefused() {
        assertThatThrownBy(() -> new EpisodeId("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UUID of version 7");
    }

    @Test
    void keysShouldFollowFromTheIdAlone() {
        EpisodeId id = EpisodeId.at(OPENED);

        assertThat(ObjectKeys.episodeData(id, "abc")).isEqualTo("episodes/2026/11/21/" + id + "/abc.mcap");
        assertThat(ObjectKeys.episodeManifest(id)).isEqualTo("episodes/2026/11/21/" + id + "/manifest.json");
        assertThat(ObjectKeys.quarantineManifest(id)).isEqualTo("quarantine/2026/11/21/" + id + "/manifest.json");
    }
}
