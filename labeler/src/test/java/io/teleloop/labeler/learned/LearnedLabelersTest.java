package io.teleloop.labeler.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelDocument.Series;
import io.teleloop.contract.storage.ModelCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Manifests;
import io.teleloop.labeler.Simulated;
import io.teleloop.labeler.TestStack;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.learning.algorithm.InverseDynamics;
import io.teleloop.learning.algorithm.RewardClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedLabelersTest {
    private static final RewardClassifier.Config CLASSIFIER =
            new RewardClassifier.Config(List.of(32), 3e-3, 64, 400, 0.85);
    private static final InverseDynamics.Config DYNAMICS =
            new InverseDynamics.Config(2, List.of(64, 64), 0.1, 1e-3, 64, 800);
    private static final int GRIPPER = 6;

    private static final List<Example> ALL = new ArrayList<>();
    private static Features features;

    /// Half of the demonstrations are cut off before the cube is up.
    @BeforeAll
    static void demonstrate() {
        Simulated pickLift = new Simulated("pick-lift");
        features = Features.of(pickLift.demonstration(1, 0));
        for (int seed = 0; seed < 24; seed++) {
            EpisodeView episode = pickLift.demonstration(1, seed);
            boolean succeeds = seed % 2 == 0;
            ALL.add(features.example(succeeds ? episode : cutOff(episode), succeeds));
        }
    }

    @Test
    void publishedModelsLabelTheEpisodesOfTheirTask(@TempDir Path folder) throws Exception {
        Trained success = SuccessTraining.train(examples(ALL), CLASSIFIER, 1);
        Trained dynamics = DynamicsTraining.train(examples(ALL), DYNAMICS, 1);
        assertThat(success.heldOut()).hasSize(6).doesNotContainAnyElementsOf(success.learnedFrom());
        assertThat(success.metrics().get("precision")).isGreaterThanOrEqualTo(0.75);
        assertThat(success.metrics().get("recall")).isGreaterThanOrEqualTo(0.75);
        assertThat(dynamics.metrics().get("action-rmse"))
                .isLessThan(0.5 * dynamics.metrics().getOrDefault("mean-action-rmse", 0.0));

        try (TestStack stack = TestStack.start(folder)) {
            ModelStore models = new ModelStore(stack.store());
            models.publish(success, 1);
            // Left by somebody who was killed.
            stack.store().putIfAbsent(ObjectKeys.modelWeights("success-pick-lift", 2), new byte[] {1});
            ModelCard card = models.publish(success, 2);
            models.publish(dynamics, 3);

            assertThat(card.name()).isEqualTo("success-pick-lift@3");
            List<Labeler> labelers = models.labelers();
            assertThat(labelers)
                    .extracting(labeler -> labeler.name() + "@" + labeler.version())
                    .containsExactly("inverse-dynamics-pick-lift@1", "success-pick-lift@3");
            tellsSuccess(labelers.getLast());
            tellsActions(labelers.getFirst());
        }
    }

    @Test
    void aModelWhoseWeightsAreNotItsCardsIsLeftOut(@TempDir Path folder) throws Exception {
        try (TestStack stack = TestStack.start(folder)) {
            ModelStore models = new ModelStore(stack.store());
            ModelCard card = models.publish(SuccessTraining.train(examples(ALL), CLASSIFIER, 1), 1);
            assertThat(models.labelers()).hasSize(1);
            stack.store().delete(card.weights().key());
            stack.store().putIfAbsent(card.weights().key(), new byte[100]);

            assertThat(models.labelers()).isEmpty();
        }
    }

    @Test
    void oneOutcomeIsNotEnough() {
        List<Example> successes = ALL.stream().filter(Example::succeeded).toList();

        assertThatThrownBy(() -> SuccessTraining.train(examples(successes), CLASSIFIER, 1))
                .hasMessageContaining("both outcomes are needed");
    }

    @Test
    void actionsAreLearnedOnlyFromEpisodesThatTellThem() {
        EpisodeView silent = actionFree(new Simulated("pick-lift").demonstration(1, 1));
        List<Example> silents = Collections.nCopies(8, features.example(silent, true));

        for (List<Example> few : List.of(List.<Example>of(), ALL.subList(0, 3), silents)) {
            assertThatThrownBy(() -> DynamicsTraining.train(examples(few), DYNAMICS, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("with actions are needed");
        }
    }

    private static Examples examples(List<Example> all) {
        return new Examples(features, all, 0);
    }

    private static void tellsSuccess(Labeler labeler) {
        EpisodeView unseen = new Simulated("pick-lift").demonstration(1, 100);

        Label success = labeler.label(unseen).labels().getFirst();
        Label failure = labeler.label(cutOff(unseen)).labels().getFirst();

        assertThat(success.value()).isEqualTo("success");
        assertThat(failure.value()).isEqualTo("failure");
        assertThat(success.parts()).containsAllEntriesOf(Map.of("threshold", 0.85, "model-version", 3.0));
        assertThat(labeler.label(new EpisodeView(unseen.manifest(), unseen.robot(), List.of()))
                        .labels())
                .as("where nothing was sensed")
                .isEmpty();
        assertThat(labeler.concerns(unseen.manifest())).isTrue();
        assertThat(labeler.concerns(Manifests.of(List.of(), "success", "pick-lift", "", 10, List.of())))
                .as("at another control rate")
                .isFalse();
        assertThat(labeler.concerns(
                        new Simulated("peg-insertion").demonstration(1, 1).manifest()))
                .isFalse();
    }

    private static void tellsActions(Labeler labeler) {
        EpisodeView unseen = new Simulated("pick-lift").demonstration(1, 101);

        Series actions = labeler.label(actionFree(unseen)).series().getFirst();

        assertThat(labeler.label(unseen).series()).isEmpty();
        assertThat(actions.name()).isEqualTo("action");
        assertThat(actions.columns()).hasSize(14).startsWith("linear.x").endsWith("gripper.deviation");
        assertThat(actions.rows()).hasSize(unseen.size());
        int last = unseen.size() - 1;
        assertThat(actions.rows().get(last).get(GRIPPER)).isCloseTo(0, within(0.02));
        assertThat(actions.rows().getFirst().get(GRIPPER)).isCloseTo(0.08, within(0.02));
    }

    private static EpisodeView cutOff(EpisodeView episode) {
        return new EpisodeView(
                episode.manifest(), episode.robot(), episode.steps().subList(0, episode.size() * 2 / 3));
    }

    private static EpisodeView actionFree(EpisodeView episode) {
        List<Step> steps = episode.steps().stream()
                .map(step -> step.toBuilder().clearExecutedAction().build())
                .toList();
        return new EpisodeView(episode.manifest(), episode.robot(), steps);
    }
}
