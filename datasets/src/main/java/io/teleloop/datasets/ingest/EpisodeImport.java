package io.teleloop.datasets.ingest;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Provenance;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.datasets.export.Keys;
import io.teleloop.lerobot.DatasetReader;
import io.teleloop.lerobot.EpisodeEntry;
import io.teleloop.lerobot.EpisodeRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes a data set's episodes into records, which the recorder seals like any other's. Each gets an id that
/// follows from its rows and pictures, so importing it twice stores it once, also when the data set has grown.
/// A data set without actions gives steps without.
public final class EpisodeImport {
    /// Where a data set does not say when it was recorded: plainly not a real time.
    private static final Instant UNKNOWN_TIME = Instant.parse("2000-01-01T00:00:00Z");

    private static final String IMPORTED = "import";
    private static final int RECORD_VERSION = 1;
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final int GROUP_BYTES = 6;

    private final DatasetReader dataset;
    private final ImportPlan plan;
    private final EpisodeContent content;
    private String group = "";

    public EpisodeImport(DatasetReader dataset) {
        this.dataset = dataset;
        plan = ImportPlan.of(dataset.info());
        content = new EpisodeContent(dataset, plan);
    }

    /// Hands over an episode's records: opened, samples, closed.
    ///
    /// @return its id
    /// @throws IOException when a row or a picture cannot be read: nothing was closed then, and the recorder
    ///     stores nothing as whole
    public EpisodeId run(EpisodeEntry episode, RecordSink sink) throws IOException {
        try (EpisodeRows rows = dataset.rows(episode)) {
            Map<String, @Nullable Object> first = rows.next();
            if (first == null) {
                throw new IOException("episode " + episode.index() + " has no rows");
            }
            long opened = tick(new Row(first), episode);
            byte[] hash = content.hash(episode);
            long seed = ByteBuffer.wrap(hash).getLong();
            EpisodeId id = EpisodeId.at(Instant.ofEpochMilli(opened / MILLI), new SplittableRandom(seed));
            RobotDescription robot = plan.robot(task(episode));
            try (ImportedSamples samples = new ImportedSamples(dataset, plan, episode, id, sink)) {
                sink.accept(record(id).setOpened(opened(episode, robot, opened)).build());
                Row last = new Row(first);
                for (Map<String, @Nullable Object> row = first; row != null; row = rows.next()) {
                    last = new Row(row);
                    write(samples, id, last, episode);
                }
                EpisodeClosed.Builder closed = EpisodeClosed.newBuilder()
                        .setTimeNs(tick(last, episode))
                        .setOutcome(outcome(episode, last))
                        .setClosedBy(IMPORTED)
                        .addAllTotals(samples.totals(robot));
                sink.accept(record(id).setClosed(closed).build());
            }
            return id;
        }
    }

    private void write(ImportedSamples samples, EpisodeId id, Row row, EpisodeEntry episode) throws IOException {
        long tick = tick(row, episode);
        Step.Builder step = Step.newBuilder()
                .setVersion(RECORD_VERSION)
                .setEpisodeId(id.value())
                .setIndex(row.integer("frame_index", 0))
                .setTickTimeNs(tick)
                .addAllObservation(samples.observe(row, tick))
                .setActor(actor(row))
                .setReward(row.numbers(Keys.REWARD).length == 0 ? 0 : (float) row.number(Keys.REWARD))
                .setTerminated(row.truth(Keys.DONE))
                .setTruncated(row.truth(Keys.TRUNCATED))
                .setTask(task(episode))
                .setRobotId("import-" + dataset.info().robotType());
        float[] executed = row.numbers(Keys.ACTION);
        for (float value : executed) {
            step.addExecutedAction(value);
        }
        if (row.truth(Keys.POLICY_RAN)) {
            for (float value : row.numbers(Keys.POLICY_ACTION)) {
                step.addPolicyAction(value);
            }
        }
        float[] requested = row.numbers(Keys.REQUESTED);
        if (requested.length > 0 && step.getActor().getKind() == Actor.Kind.OPERATOR) {
            Command.Builder command = Command.newBuilder()
                    .setOperatorId(step.getActor().getId())
                    .setSentTimeNs(tick)
                    .addAllExecuted(step.getExecutedActionList());
            for (float value : requested) {
                command.addRequested(value);
            }
            samples.write(Streams.COMMAND, tick, tick, command.build().toByteString());
        }
        samples.write(Streams.STEP, tick, tick, step.build().toByteString());
    }

    private long tick(Row row, EpisodeEntry episode) throws IOException {
        long start = UNKNOWN_TIME.getEpochSecond() * SECOND
                + episode.from() * SECOND / dataset.info().fps();
        return row.integer(Keys.TICK_TIME, start + Math.round(row.number("timestamp") * SECOND));
    }

    private static Actor actor(Row row) {
        String kind = row.text(Keys.ACTOR, "operator").toUpperCase(Locale.ROOT);
        Actor.Kind known = Actor.Kind.OPERATOR;
        for (Actor.Kind candidate : Actor.Kind.values()) {
            if (candidate.name().equals(kind)) {
                known = candidate;
            }
        }
        return Actor.newBuilder()
                .setKind(known)
                .setId(row.text(Keys.ACTOR_ID, IMPORTED))
                .build();
    }

    private EpisodeOpened opened(EpisodeEntry episode, RobotDescription robot, long timeNs) throws IOException {
        EpisodeOpened.Builder opened = EpisodeOpened.newBuilder()
                .setTimeNs(timeNs)
                .setTask(task(episode))
                .setInstruction(task(episode))
                .setOperatorId(text(episode, Keys.OPERATOR, IMPORTED))
                .setRobot(robot)
                .setControlRateHz(dataset.info().fps())
                .addAllStreams(robot.getStreamsList())
                .addStreams(own(Streams.COMMAND, "teleloop.v1.Command"))
                .addStreams(own(Streams.STEP, "teleloop.v1.Step"));
        if (Boolean.TRUE.equals(episode.columns().get(Keys.EPISODE_GENERATED))) {
            opened.setProvenance(Provenance.newBuilder()
                    .setAugmenter(IMPORTED)
                    .setAugmenterVersion(1)
                    .setGroup(group())
                    .setParameters("{}")
                    .addParents(text(episode, Keys.EPISODE_ID, "")));
        }
        return opened.build();
    }

    /// Of all that robots did not perform; it can be removed by this name.
    private String group() throws IOException {
        if (group.isEmpty()) {
            byte[] first = content.hash(dataset.episodes().getFirst());
            group = IMPORTED + "-" + HexFormat.of().formatHex(first, 0, GROUP_BYTES);
        }
        return group;
    }

    private StreamDescription own(String name, String schema) {
        return StreamDescription.newBuilder()
                .setName(name)
                .setSchema(schema)
                .setRateHz(dataset.info().fps())
                .build();
    }

    private static Outcome outcome(EpisodeEntry episode, Row last) {
        String said = text(episode, Keys.OUTCOME, "");
        if (episode.columns().get("success") instanceof Boolean success) {
            said = success ? "success" : "failure";
        }
        return switch (said) {
            case "success" -> Outcome.SUCCESS;
            case "failure" -> Outcome.FAILURE;
            default -> last.truth(Keys.SUCCESS) ? Outcome.SUCCESS : Outcome.UNKNOWN;
        };
    }

    private static String text(EpisodeEntry episode, String column, String otherwise) {
        return episode.columns().get(column) instanceof String text && !text.isEmpty() ? text : otherwise;
    }

    private static String task(EpisodeEntry episode) {
        return episode.tasks().isEmpty() ? IMPORTED : episode.tasks().getFirst();
    }

    static EpisodeRecord.Builder record(EpisodeId id) {
        return EpisodeRecord.newBuilder().setVersion(RECORD_VERSION).setEpisodeId(id.value());
    }
}
