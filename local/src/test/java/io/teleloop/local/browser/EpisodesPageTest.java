package io.teleloop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.local.process.ServiceListener;
import io.teleloop.local.process.ServiceSpec;
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

/// Records two episodes and looks at them on the Episodes page in headless Chromium. Needs the built jars of the
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
            try (OperatorClient operator = join(stack)) {
                operator.acquireLease();
                record(operator, Outcome.FAILURE);
                record(operator, Outcome.SUCCESS);
            }

            JsonNode seen = scripts.run("episodes.mjs", stack.episodesPage(), SCREENSHOTS);

            assertThat(seen.get("problems")).as("errors in the browser").isEmpty();
            assertThat(seen.get("counts").asText()).isEqualTo("2 by robots  ·  0 generated");
            assertThat(seen.get("cameras").asInt()).isEqualTo(2);
            assertThat(seen.get("clock").asText()).matches("\\d+\\.\\d\\d / \\d+\\.\\d\\d s");
            assertThat(seen.get("held").asText()).isEqualTo("review keep person@1");
            Path bucket = stack.data().bucket(StackConfig.BUCKET);
            assertThat(said(bucket, seen.get("oldest").asText())).isEqualTo(Label.whole("review", "reject"));
            assertThat(said(bucket, seen.get("newest").asText())).isEqualTo(Label.whole("review", "keep"));
        }
    }

    /// The label of the operator's first document about an episode.
    private static Label said(Path bucket, String episode) throws IOException {
        String key = ObjectKeys.label(new EpisodeId(episode), LabelDocument.PERSON, 1);
        LabelDocument document = LabelDocument.parse(Files.readAllBytes(bucket.resolve(key)));
        assertThat(document.operatorId()).isEqualTo(StackConfig.OPERATOR);
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
    private static void record(OperatorClient operator, Outcome outcome)
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
        assertThat(operator.awaitSealed(operator.closeEpisode(outcome), PATIENCE))
                .isNotNull();
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
