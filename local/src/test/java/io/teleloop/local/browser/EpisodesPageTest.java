package io.teleloop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.local.process.ServiceListener;
import io.teleloop.local.process.ServiceSpec;
import io.teleloop.local.stack.CatalogueRebuild;
import io.teleloop.local.stack.LocalStack;
import io.teleloop.local.stack.StackConfig;
import io.teleloop.local.stack.StackPorts;
import io.teleloop.operator.OperatorClient;
import io.teleloop.operator.OperatorException;
import io.teleloop.operator.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records two episodes, looks at them on the Episodes page in headless Chromium, and takes them out as a data set
/// on the Datasets page. Needs the built jars of the
/// services, and Node and Chromium on this machine.
class EpisodesPageTest {
    private static final Path SCREENSHOTS = Path.of("target", "browser").toAbsolutePath();
    private static final Duration ROBOT_PATIENCE = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int TICKS = 60;
    private static final double SPEED = 0.05;

    @Test
    void episodesShouldBeFoundPlayedBackAndLabeled(@TempDir Path dir) throws Exception {
        Files.createDirectories(SCREENSHOTS);
        BrowserScripts scripts = BrowserScripts.install(Path.of("src", "test", "browser"), dir);
        StackConfig config = new StackConfig(
                Path.of("..").toAbsolutePath().normalize(), dir.resolve("data"), StackPorts.anyFree(), "peg-insertion");
        try (LocalStack stack = LocalStack.prepare(config, SILENT)) {
            stack.start();
            EpisodeId older;
            EpisodeId newer;
            try (OperatorClient operator = join(stack)) {
                operator.acquireLease();
                older = record(operator, Outcome.FAILURE);
                newer = record(operator, Outcome.SUCCESS);
            }
            Path bucket = stack.data().bucket(StackConfig.BUCKET);
            // What the machine says is there before a person speaks.
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(bucket.resolve(ObjectKeys.label(newer, LabelNames.OUTCOME, 1))));

            JsonNode seen = scripts.run("episodes.mjs", stack.episodesPage(), SCREENSHOTS);

            assertThat(seen.get("problems")).as("errors in the browser").isEmpty();
            assertThat(seen.get("newest").asText()).isEqualTo(newer.value());
            assertThat(seen.get("oldest").asText()).isEqualTo(older.value());
            assertThat(seen.get("counts").asText()).isEqualTo("2 by robots  ·  0 generated");
            assertThat(seen.get("cameras").asInt()).isEqualTo(2);
            assertThat(seen.get("changed").asInt())
                    .as("cameras whose picture changed along the scrubber")
                    .isEqualTo(2);
            assertThat(said(bucket, older, LabelDocument.PERSON, 1)).isEqualTo(Label.whole(LabelNames.REVIEW, "keep"));
            assertThat(said(bucket, newer, LabelDocument.PERSON, 1)).isEqualTo(Label.whole(LabelNames.REVIEW, "keep"));
            assertThat(said(bucket, older, LabelDocument.PERSON, 2))
                    .isEqualTo(Label.whole(LabelNames.REVIEW, "reject"));
            assertThat(said(bucket, newer, LabelNames.OUTCOME, 1))
                    .isEqualTo(Label.whole(LabelNames.OUTCOME, "success"));
            assertThat(said(bucket, newer, LabelDocument.PERSON, 2))
                    .isEqualTo(Label.whole(LabelNames.OUTCOME, "failure"));
            assertThat(seen.get("held").asText()).isEqualTo("outcome failure person@2");
            requireDataset(seen.get("dataset"), bucket);
            assertThat(CatalogueRebuild.run(config))
                    .as("exit code of ./teleloop rebuild-catalogue")
                    .isZero();
        }
    }

    /// What was saved is what was stored.
    private static void requireDataset(JsonNode dataset, Path bucket) throws IOException {
        assertThat(dataset.get("real").asText())
                .contains("2 episodes")
                .contains("failure")
                .contains(StackConfig.OPERATOR);
        assertThat(dataset.get("starts").asText()).containsPattern("\\d+ cells? of 10 × 10 mm");
        assertThat(dataset.get("exported").asText()).startsWith("2 episodes, ");
        assertThat(dataset.get("listed")).hasSize(1);
        assertThat(dataset.get("listed").get(0).asText()).startsWith("first-two @1peg-insertion20");
        assertThat(dataset.get("overflow").asInt()).as("pixels beyond a phone").isNotPositive();
        String table = ObjectKeys.datasetFiles("first-two", 1) + "data/chunk-000/file-000.parquet";
        assertThat(Path.of(dataset.get("table").asText())).hasBinaryContent(Files.readAllBytes(bucket.resolve(table)));
    }

    /// The one thing that a labeler's document says of an episode.
    private static Label said(Path bucket, EpisodeId episode, String labeler, int version) throws IOException {
        LabelDocument document =
                LabelDocument.parse(Files.readAllBytes(bucket.resolve(ObjectKeys.label(episode, labeler, version))));
        assertThat(document.operatorId()).isEqualTo(labeler.equals(LabelDocument.PERSON) ? StackConfig.OPERATOR : null);
        assertThat(document.labels()).hasSize(1);
        return document.labels().getFirst();
    }

    private static OperatorClient join(LocalStack stack) {
        return await("robot")
                .atMost(ROBOT_PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(OperatorException.class)
                .until(
                        () -> OperatorClient.connect(
                                stack.gateway(), stack.secrets().operatorCode(), StackConfig.ROBOT),
                        connected -> true);
    }

    /// Moves the arm to and fro, and returns when the episode is sealed.
    private static EpisodeId record(OperatorClient operator, Outcome outcome)
            throws OperatorException, InterruptedException {
        operator.openEpisode();
        double[] action = new double[operator.description().getActionSpace().getDimensionsCount()];
        long seen =
                operator.latestObservation().map(ObservationPacket::sequence).orElse(-1L);
        for (int tick = 0; tick < TICKS; tick++) {
            ObservationPacket observation = operator.awaitObservation(seen, PATIENCE);
            seen = observation.sequence();
            action[0] = SPEED * Math.sin(tick / 10.0);
            action[2] = -SPEED * Math.cos(tick / 10.0);
            operator.command(action, true);
        }
        String episode = operator.closeEpisode(outcome);
        assertThat(operator.awaitSealed(episode, PATIENCE)).isNotNull();
        return new EpisodeId(episode);
    }

    private static final ServiceListener SILENT = new ServiceListener() {
        @Override
        public void ready(ServiceSpec service, long pid, Duration after) {}

        @Override
        public void crashed(ServiceSpec service, int exitCode, Duration restartIn) {}

        @Override
        public void stopped(ServiceSpec service, boolean byForce) {}
    };
}
