package io.teleloop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import io.teleloop.local.stack.LocalStack;
import io.teleloop.local.stack.Port;
import io.teleloop.local.stack.StackConfig;
import io.teleloop.local.stack.StackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A policy drives, a person takes over from it and gives back, and puts an older version of it in its place: on the
/// Drive and the Learn page in headless Chromium. Without the twin and without what only follows episodes, since the
/// gateway lets nobody move who sees the robot late, and these machines draw without a graphics card.
class HandOverPageTest {
    private static final Path SCREENSHOTS = Path.of("target", "browser").toAbsolutePath();
    private static final String TASK = "peg-insertion";
    private static final String POLICY = "keeper";
    private static final Actor FIRST = actor(Actor.Kind.POLICY, POLICY + "@1");
    private static final Actor SECOND = actor(Actor.Kind.POLICY, POLICY + "@2");
    private static final Actor PERSON = actor(Actor.Kind.OPERATOR, StackConfig.OPERATOR);

    private static Actor actor(Actor.Kind kind, String id) {
        return Actor.newBuilder().setKind(kind).setId(id).build();
    }

    @Test
    void aPersonShouldTakeOverFromAPolicyAndGiveBackAndRollBack(@TempDir Path dir) throws Exception {
        Files.createDirectories(SCREENSHOTS);
        BrowserScripts scripts = BrowserScripts.install(Path.of("src", "test", "browser"), dir);
        StackPorts ports = StackPorts.anyFree();
        StackConfig config =
                new StackConfig(Path.of("..").toAbsolutePath().normalize(), dir.resolve("data"), ports, TASK);
        try (LocalStack stack = LocalStack.prepare(config, new Silence())) {
            stack.startDriving();
            HoldingPolicies policies = new HoldingPolicies(
                    stack.data().bucket(StackConfig.BUCKET), "127.0.0.1:" + ports.of(Port.KAFKA), TASK);
            policies.publish(POLICY, 1, new float[] {0.5f, 0, 0.3f}, 0.6);
            policies.publish(POLICY, 2, new float[] {0.5f, 0, 0.36f}, 0.85);

            JsonNode seen = scripts.run(
                    "hand-over.mjs", stack.drivePage(), stack.learnPage(), StackConfig.ROBOT, POLICY, SCREENSHOTS);

            assertThat(seen.get("problems")).as("errors in the browser").isEmpty();
            tellsWhoDrives(seen);
            theRobotFollows(seen);
            theLearnPageRollsBack(seen);
            List<Step> steps =
                    StoredSteps.of(stack, new EpisodeId(seen.get("episode").asText()));
            tellTheSame(steps, seen.get("interventions").asInt());
        }
    }

    private static void tellsWhoDrives(JsonNode seen) {
        assertThat(seen.get("driven").asText()).isEqualTo("keeper@2 drives. Hold the deadman to take over.");
        assertThat(seen.get("intervening").asText())
                .isEqualTo("You drive, keeper@2 watches. Let the deadman go: it drives on.");
        assertThat(seen.get("rate").asText()).matches("[1-9].* %");
    }

    private static void theRobotFollows(JsonNode seen) {
        assertThat(seen.get("pushedMm").get(1).asDouble())
                .as("to the left, mm, while the person drove to the left")
                .isGreaterThan(35);
        assertThat(seen.get("returnedWithinMm").asDouble()).isLessThan(10);
        assertThat(seen.get("rolledBackMm").asDouble())
                .as("between the places of version 2 and version 1, mm")
                .isBetween(50.0, 70.0);
    }

    private static void theLearnPageRollsBack(JsonNode seen) {
        assertThat(seen.get("versions"))
                .hasSize(2)
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        newest -> assertThat(newest).contains("@2", "NEWEST", "85 %"),
                        older -> assertThat(older).contains("@1", "60 %"));
        assertThat(seen.get("pinned").asText()).contains("PINNED");
        assertThat(seen.get("overflowOfPhone").asInt())
                .as("pixels by which the Learn page is wider than a phone")
                .isZero();
    }

    /// @param interventions as the page counted them: one, unless the browser could not send commands in time
    private static void tellTheSame(List<Step> steps, int interventions) {
        List<Step> byPerson = steps.stream()
                .filter(step -> step.getActor().equals(PERSON) && step.getInterventionId() > 0)
                .toList();
        assertThat(byPerson)
                .isNotEmpty()
                .extracting(Step::getInterventionId)
                .startsWith(1)
                .isSorted()
                .endsWith(interventions);
        // To the left, as fast as the picture's age allows, and the policy, where it saw enough, wanted back.
        assertThat(byPerson).filteredOn(step -> step.getPolicyActionCount() > 0).anySatisfy(step -> {
            assertThat(step.getExecutedAction(1)).isGreaterThan(0.005f);
            assertThat(step.getPolicyAction(1)).isLessThan(-0.02f);
        });
        assertThat(drivers(steps)).containsSubsequence(SECOND, PERSON, SECOND, FIRST, SECOND);
        assertThat(steps)
                .filteredOn(step -> step.getActor().getKind() == Actor.Kind.POLICY)
                .allSatisfy(step -> {
                    assertThat(step.getInterventionId()).isZero();
                    assertThat(step.getPolicyActionCount()).isEqualTo(step.getExecutedActionCount());
                });
    }

    /// One after the other, each as often as it began.
    private static List<Actor> drivers(List<Step> steps) {
        List<Actor> actors = steps.stream().map(Step::getActor).toList();
        return Stream.concat(
                        actors.stream().limit(1),
                        IntStream.range(1, actors.size())
                                .filter(i -> !actors.get(i).equals(actors.get(i - 1)))
                                .mapToObj(actors::get))
                .toList();
    }
}
