package io.teleloop.catalogue.bench;

import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.projection.EpisodeRows;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.Provenance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A catalogue of episodes that nobody recorded, as many as one likes: the same seed gives the same rows.
///
/// Half a year of five tasks on twenty robots by forty operators; one in five episodes is generated, one in fifty is
/// quarantined, most have a quality and three spans, one in ten was reviewed.
public final class SyntheticCatalogue {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long APART_MS = 150_000;
    private static final int A_TRANSACTION = 500;
    private static final long NS_PER_MS = 1_000_000;
    private static final long LONGEST_NS = 40_000_000_000L;
    private static final int TASKS = 5;
    private static final int ROBOTS = 20;
    private static final int OPERATORS = 40;
    private static final List<String> OUTCOMES = List.of("success", "success", "success", "failure", "unknown");

    private final Database database;
    private final Random random;

    public SyntheticCatalogue(Database database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    /// @param episodes how many are added
    public void fill(int episodes) throws SQLException {
        for (int from = 0; from < episodes; from += A_TRANSACTION) {
            int first = from;
            int end = Math.min(episodes, from + A_TRANSACTION);
            boolean _ = database.<Boolean, SQLException>transaction(connection -> {
                for (int i = first; i < end; i++) {
                    put(connection, i);
                }
                return true;
            });
        }
    }

    private void put(Connection connection, int number) throws SQLException {
        EpisodeId id = EpisodeId.at(BEGIN.plusMillis(number * APART_MS), random);
        long opened = id.openedAt().toEpochMilli() * NS_PER_MS;
        boolean generated = random.nextInt(5) == 0;
        boolean sealed = random.nextInt(50) != 0;
        long length = LONGEST_NS / 4 + random.nextLong(LONGEST_NS);
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                id.value(),
                sealed ? "sealed" : "quarantined",
                sealed ? null : "no end was seen",
                "task-" + random.nextInt(TASKS),
                "",
                "robot-" + random.nextInt(ROBOTS),
                "arm",
                "operator-" + random.nextInt(OPERATORS),
                OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                number,
                opened,
                opened + length,
                20,
                length / 50_000_000,
                generated
                        ? new Provenance(
                                "demonstration-generator",
                                1,
                                "group-" + number / 5000,
                                number,
                                "{}",
                                List.of(id.value()))
                        : null,
                new Manifest.DataObject("none", "none", 20_000_000 + random.nextInt(10_000_000), "mcap"),
                List.of());
        EpisodeRows.put(connection, manifest, documents(id, opened, length));
    }

    private List<LabelDocument> documents(EpisodeId id, long opened, long length) {
        List<LabelDocument> documents = new ArrayList<>();
        if (random.nextInt(10) != 0) {
            documents.add(LabelDocument.of(
                    id,
                    "quality",
                    1,
                    List.of(Label.scored("quality", "score", random.nextDouble(), Map.of())),
                    List.of()));
            long third = length / 3;
            documents.add(LabelDocument.of(
                    id,
                    "phases",
                    1,
                    List.of(
                            Label.span("subtask", "reach", opened, opened + third),
                            Label.span(
                                    "subtask",
                                    random.nextBoolean() ? "grasp" : "push",
                                    opened + third,
                                    opened + 2 * third),
                            Label.span("subtask", "insert", opened + 2 * third, opened + length)),
                    List.of()));
        }
        if (random.nextInt(10) == 0) {
            String review = random.nextBoolean() ? LabelNames.KEEP : LabelNames.REJECT;
            documents.add(new LabelDocument(
                    LabelDocument.VERSION,
                    id.value(),
                    LabelDocument.PERSON,
                    1,
                    "ada",
                    opened + length,
                    List.of(Label.whole(LabelNames.REVIEW, review)),
                    List.of()));
        }
        return documents;
    }
}
