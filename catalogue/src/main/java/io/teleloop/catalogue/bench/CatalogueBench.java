package io.teleloop.catalogue.bench;

import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.database.DatabaseConfig;
import io.teleloop.catalogue.query.EpisodePage;
import io.teleloop.catalogue.query.EpisodePages;
import io.teleloop.catalogue.query.EpisodeValues;
import io.teleloop.service.Settings;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// How long pages of a large catalogue take: 50 episodes with the counts of the whole list, from the question to
/// the rows, without HTTP; and what the filters can be set to. The database is that of the settings of service
/// `bench`; its catalogue is replaced.
public final class CatalogueBench {
    private static final int EPISODES = 100_000;
    private static final int WARM_UP = 20;
    private static final int MEASURED = 200;
    private static final double NS_PER_MS = 1e6;

    private CatalogueBench() {}

    public static void main(String[] args) throws Exception {
        DatabaseConfig config = DatabaseConfig.from(Settings.load("bench"));
        try (Database database = Database.open(config, Database.LIVE)) {
            fill(database);
            EpisodePages pages = new EpisodePages(database);
            String middle = middle(pages);
            System.out.printf(
                    Locale.ROOT, "%-44s %16s %8s %8s%n", "page of 50 with counts", "found", "p50 ms", "p95 ms");
            for (Map.Entry<String, Map<String, String>> filter : filters(middle).entrySet()) {
                measure(filter.getKey(), () -> found(pages.page(filter.getValue())));
            }
            measure(
                    "what the filters can be set to",
                    () -> EpisodeValues.read(database).tasks().size() + " tasks");
        }
    }

    private static void fill(Database database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + Database.LIVE + " cascade");
        }
        database.migrate();
        new SyntheticCatalogue(database, 1).fill(EPISODES);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    /// The last id of a page deep in the list.
    private static String middle(EpisodePages pages) throws Exception {
        EpisodePage page = pages.page(Map.of("to", "2026-03-15T00:00:00Z"));
        return String.valueOf(page.next());
    }

    private static Map<String, Map<String, String>> filters(String middle) {
        Map<String, Map<String, String>> filters = new LinkedHashMap<>();
        filters.put("none", Map.of());
        filters.put("none, a page in the middle", Map.of("after", middle));
        filters.put("origin=all", Map.of("origin", "all"));
        filters.put("origin=generated", Map.of("origin", "generated"));
        filters.put("task", Map.of("task", "task-3"));
        filters.put("robot", Map.of("robot", "robot-7"));
        filters.put("operator", Map.of("operator", "operator-11"));
        filters.put("outcome", Map.of("outcome", "failure"));
        filters.put("a week", Map.of("from", "2026-03-01T00:00:00Z", "to", "2026-03-08T00:00:00Z"));
        filters.put("quality from 0.9", Map.of("qualityMin", "0.9"));
        filters.put("not reviewed", Map.of("review", "none"));
        filters.put("rejected", Map.of("review", "reject"));
        filters.put("quarantined", Map.of("state", "quarantined", "origin", "all"));
        filters.put("label subtask=grasp", Map.of("label", "subtask", "labelValue", "grasp"));
        filters.put("label quality, score below 0.05", Map.of("label", "quality", "scoreMax", "0.05"));
        filters.put(
                "task, robot, operator, outcome, quality",
                Map.of(
                        "task", "task-3",
                        "robot", "robot-7",
                        "operator", "operator-11",
                        "outcome", "failure",
                        "qualityMin", "0.5"));
        filters.put("a task that there is not", Map.of("task", "dance"));
        filters.put("a label that there is not", Map.of("label", "dance"));
        return filters;
    }

    private static void measure(String name, Callable<String> question) throws Exception {
        long[] times = new long[MEASURED];
        String found = "";
        for (int i = -WARM_UP; i < MEASURED; i++) {
            long begun = System.nanoTime();
            found = question.call();
            if (i >= 0) {
                times[i] = System.nanoTime() - begun;
            }
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%-44s %16s %8.1f %8.1f%n",
                name,
                found,
                times[MEASURED / 2] / NS_PER_MS,
                times[MEASURED * 95 / 100] / NS_PER_MS);
    }

    private static String found(EpisodePage page) {
        EpisodePage.Counts counts = page.counts();
        return counts == null ? "" : found(counts.real()) + "+" + found(counts.generated());
    }

    private static String found(EpisodePage.Count count) {
        return count.exact() ? Long.toString(count.episodes()) : "over " + count.episodes();
    }
}
