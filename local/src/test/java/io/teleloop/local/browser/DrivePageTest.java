package io.teleloop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.local.stack.LocalStack;
import io.teleloop.local.stack.StackConfig;
import io.teleloop.local.stack.StackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Teaches the simulated robot through the Drive page in headless Chromium and reads the stored episode back with
/// the MCAP project's own library. Needs the built jars of the services, and Node and Chromium on this machine.
class DrivePageTest {
    private static final Path SCREENSHOTS = Path.of("target", "browser").toAbsolutePath();

    @Test
    void demonstrationGivenThroughThePageShouldBeSealedAndReadable(@TempDir Path dir) throws Exception {
        Files.createDirectories(SCREENSHOTS);
        BrowserScripts scripts = BrowserScripts.install(Path.of("src", "test", "browser"), dir);
        StackPorts ports = StackPorts.anyFree();
        StackConfig config = new StackConfig(
                Path.of("..").toAbsolutePath().normalize(), dir.resolve("data"), ports, "peg-insertion");
        try (LocalStack stack = LocalStack.prepare(config, new Silence())) {
            stack.startDriving();

            JsonNode drive = scripts.run("drive.mjs", stack.drivePage(), StackConfig.ROBOT, SCREENSHOTS);

            assertThat(drive.get("problems")).as("errors in the browser").isEmpty();
            assertThat(drive.get("secretLeft").asBoolean())
                    .as("access code in the address bar")
                    .isFalse();
            assertThat(drive.get("statesSeen"))
                    .extracting(JsonNode::asText)
                    .as("control states while the keys were held")
                    .contains("DRIVING");
            assertThat(drive.get("movedMm").asDouble()).isGreaterThan(30);
            assertThat(drive.get("brightness").asDouble())
                    .as("mean brightness of the picture, 0 to 255")
                    .isBetween(10.0, 245.0);
            assertThat(drive.get("pictureChange").asDouble())
                    .as("share of the picture that changed while the arm moved")
                    .isGreaterThan(0.001);
            assertThat(drive.get("glassToGlass").asText()).matches("\\d+ ms");

            Path bucket = stack.data().bucket(StackConfig.BUCKET);
            EpisodeId episode = new EpisodeId(drive.get("episode").asText());
            Manifest manifest = Manifest.parse(Files.readAllBytes(bucket.resolve(ObjectKeys.episodeManifest(episode))));
            assertThat(manifest.sealed()).isTrue();
            assertThat(manifest.outcome()).isEqualTo("success");
            assertThat(manifest.operatorId()).isEqualTo(StackConfig.OPERATOR);

            assertThat(drive.get("said").asText()).isEqualTo("correction: move left");
            assertThat(StoredSteps.of(stack, episode).stream().flatMap(step -> step.getSaidList().stream()))
                    .singleElement()
                    .satisfies(words -> {
                        assertThat(words.getKind()).isEqualTo(Utterance.Kind.CORRECTION);
                        assertThat(words.getText()).isEqualTo("move left");
                        assertThat(words.getOperatorId()).isEqualTo(StackConfig.OPERATOR);
                    });

            JsonNode read = scripts.run(
                    "read-episode.mjs", bucket.resolve(manifest.data().key()));

            assertThat(read.get("timeRises").asBoolean()).isTrue();
            assertThat(manifest.steps()).isPositive();
            for (Manifest.StreamSummary stream : manifest.streams()) {
                String topic = "/" + stream.name().replace('.', '/');
                assertThat(read.get("counts").path(topic).asLong())
                        .as("messages of %s", stream.name())
                        .isEqualTo(stream.samples());
            }
        }
    }
}
