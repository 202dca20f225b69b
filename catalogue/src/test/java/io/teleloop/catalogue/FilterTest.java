package io.teleloop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.catalogue.bench.SyntheticCatalogue;
import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.database.DatabaseConfig;
import io.teleloop.catalogue.query.EpisodePage;
import io.teleloop.catalogue.query.EpisodePages;
import io.teleloop.catalogue.query.EpisodeSummary;
import io.teleloop.contract.EpisodeId;
import io.teleloop.infra.EmbeddedPostgreSql;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Filters and pages against the same questions asked of a list in memory.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterTest {
    private static final int EPISODES = 400;

    private EmbeddedPostgreSql postgres;
    private Database database;
    private EpisodePages pages;
    private List<EpisodeSummary> all;

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        postgres = EmbeddedPostgreSql.start(folder.resolve("postgres"), 0, "secret");
        database = Database.open(
                new DatabaseConfig(postgres.url(), EmbeddedPostgreSql.DATABASE, "secret", 4), Database.LIVE);
        database.migrate();
        new SyntheticCatalogue(database, 11).fill(EPISODES);
        pages = new EpisodePages(database);
        all = list(Map.of("origin", "all", "state", "all"), 200);
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
        postgres.close();
    }

    @Test
    void everyEpisodeShouldBeListedOnceTheNewestFirst() {
        assertThat(all).hasSize(EPISODES);
        assertThat(all)
                .extracting(EpisodeSummary::id)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void filtersShouldFindWhatAListInMemoryHas() throws Exception {
        Random random = new Random(5);
        int found = 0;
        for (int i = 0; i < 60; i++) {
            Map<String, String> parameters = new HashMap<>(Map.of("origin", "all", "state", "all"));
            Predicate<EpisodeSummary> meant = episode -> true;
            EpisodeSummary like = all.get(random.nextInt(all.size()));
            if (random.nextBoolean()) {
                parameters.put("task", like.task());
                meant = meant.and(episode -> episode.task().equals(like.task()));
            }
            if (random.nextBoolean()) {
                parameters.put("operator", like.operator());
                meant = meant.and(episode -> episode.operator().equals(like.operator()));
            }
            if (random.nextBoolean()) {
                parameters.put("outcome", like.outcome());
                meant = meant.and(episode -> episode.outcome().equals(like.outcome()));
            }
            if (random.nextBoolean()) {
                parameters.put("origin", like.generated() ? "generated" : "real");
                meant = meant.and(episode -> episode.generated() == like.generated());
            }
            if (random.nextBoolean()) {
                parameters.put("review", like.review() == null ? "none" : like.review());
                meant = meant.and(episode -> Objects.equals(episode.review(), like.review()));
            }
            if (random.nextInt(4) == 0) {
                parameters.put("qualityMin", "0.5");
                meant = meant.and(episode -> episode.quality() != null && episode.quality() >= 0.5);
            }
            if (random.nextInt(4) == 0) {
                Instant from = new EpisodeId(like.id()).openedAt();
                parameters.put("from", from.toString());
                meant = meant.and(
                        episode -> !new EpisodeId(episode.id()).openedAt().isBefore(from));
            }

            List<EpisodeSummary> expected = all.stream().filter(meant).toList();
            assertThat(list(parameters, 1 + random.nextInt(60)))
                    .as("%s", parameters)
                    .isEqualTo(expected);
            found += expected.size();
        }
        assertThat(found).as("filters that find something").isGreaterThan(500);
    }

    @Test
    void countsShouldStateRealAndGeneratedApart() throws Exception {
        EpisodePage page = pages.page(Map.of("state", "all", "limit", "1"));

        EpisodePage.Counts counts = Objects.requireNonNull(page.counts());
        long generated = all.stream().filter(EpisodeSummary::generated).count();
        assertThat(counts.generated()).isEqualTo(new EpisodePage.Count(generated, true));
        assertThat(counts.real()).isEqualTo(new EpisodePage.Count(EPISODES - generated, true));
        assertThat(generated).isPositive();
    }

    @Test
    void labelsShouldBeFoundByNameValueAndScore() throws Exception {
        Map<String, String> any = Map.of("origin", "all", "state", "all");
        Map<String, String> good = new HashMap<>(any);
        good.putAll(Map.of("label", "quality", "scoreMin", "0.25", "scoreMax", "0.75"));
        Map<String, String> grasping = new HashMap<>(any);
        grasping.putAll(Map.of("label", "subtask", "labelValue", "grasp"));
        Map<String, String> dancing = new HashMap<>(any);
        dancing.putAll(Map.of("label", "subtask", "labelValue", "dance"));

        assertThat(list(good, 50))
                .isEqualTo(all.stream()
                        .filter(episode ->
                                episode.quality() != null && episode.quality() >= 0.25 && episode.quality() <= 0.75)
                        .toList());
        assertThat(list(grasping, 50)).isNotEmpty().hasSizeLessThan(EPISODES);
        assertThat(list(dancing, 50)).isEmpty();
    }

    private List<EpisodeSummary> list(Map<String, String> filter, int limit) throws Exception {
        List<EpisodeSummary> episodes = new ArrayList<>();
        Map<String, String> parameters = new HashMap<>(filter);
        parameters.put("limit", Integer.toString(limit));
        while (true) {
            EpisodePage page = pages.page(parameters);
            episodes.addAll(page.episodes());
            if (page.next() == null) {
                return episodes;
            }
            parameters.put("after", page.next());
        }
    }
}
