package io.teleloop.learning.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OnlineExperienceTest {
    private static final ExperienceRules TASK = new ExperienceRules(0.9, 1, RewardRule.TASK);

    private static OnlineExperience experience(ExperienceRules rules, boolean residual) {
        return new OnlineExperience(Steps.OBSERVATION, Steps.ACTION, Steps.SPACE, rules, residual);
    }

    private static List<Transition> feed(OnlineExperience experience, Step.Builder... steps) {
        List<Transition> transitions = new ArrayList<>();
        for (Step.Builder step : steps) {
            transitions.addAll(experience.add(step.build()));
        }
        return transitions;
    }

    private static float from(Transition transition) {
        return transition.observation()[0];
    }

    @Test
    void aTransitionShouldHoldWhatWasExecutedAndComeWithTheNextStep() {
        List<Transition> transitions =
                feed(experience(TASK, false), Steps.autonomous(0, 0, 0.25), Steps.autonomous(0, 1, 0));
        assertThat(transitions).singleElement().satisfies(transition -> {
            assertThat(transition.observation()).containsExactly(0);
            assertThat(transition.nextObservation()).containsExactly(1);
            assertThat(transition.action()).containsExactly(0.5f, 0);
            assertThat(transition.discount()).isEqualTo(0.9f);
            assertThat(transition.reward()).isZero();
            assertThat(transition.intervention()).isFalse();
        });
    }

    @Test
    void theStepThatEndsTheTaskShouldBeATransitionByItself() {
        List<Transition> transitions = feed(
                experience(TASK, false),
                Steps.autonomous(0, 0, 0),
                Steps.autonomous(0, 1, 0).setReward(1).setTerminated(true));
        assertThat(transitions).extracting(Transition::reward).containsExactly(0f, 1f);
        assertThat(transitions).extracting(Transition::terminal).containsExactly(false, true);
    }

    @Test
    void aTimeLimitShouldBeNoEndOfTheTask() {
        List<Transition> transitions = feed(
                experience(TASK, false),
                Steps.autonomous(0, 0, 0),
                Steps.autonomous(0, 1, 0).setTruncated(true));
        assertThat(transitions).extracting(Transition::terminal).containsExactly(false);
    }

    @Test
    void aHoldAGapAndAMissingStepShouldBreakTheChain() {
        assertThat(feed(
                        experience(TASK, false),
                        Steps.autonomous(0, 0, 0),
                        Steps.step(0, 1),
                        Steps.autonomous(0, 2, 0),
                        Steps.autonomous(0, 3, 0)))
                .extracting(OnlineExperienceTest::from)
                .containsExactly(2f);
        Reading gap = Reading.newBuilder().setStream("x").setGap(true).build();
        assertThat(feed(
                        experience(TASK, false),
                        Steps.autonomous(0, 0, 0),
                        Steps.autonomous(0, 1, 0).setObservation(0, gap),
                        Steps.autonomous(0, 2, 0),
                        Steps.autonomous(0, 3, 0)))
                .extracting(OnlineExperienceTest::from)
                .containsExactly(2f);
        assertThat(feed(
                        experience(TASK, false),
                        Steps.autonomous(0, 0, 0),
                        Steps.autonomous(0, 2, 0),
                        Steps.autonomous(0, 3, 0)))
                .extracting(OnlineExperienceTest::from)
                .containsExactly(2f);
    }

    @Test
    void stepsInWhichNoPolicyRanShouldBeNoExperience() {
        assertThat(feed(experience(TASK, false), Steps.driven(0, 0, 0), Steps.driven(0, 1, 0)))
                .isEmpty();
    }

    @Test
    void onlyTheTransitionBeforeAnInterventionShouldCost() {
        ExperienceRules rules = new ExperienceRules(0.9, 1, RewardRule.INTERVENTION);
        List<Transition> transitions = feed(
                experience(rules, false),
                Steps.autonomous(0, 0, 0),
                Steps.autonomous(0, 1, 0),
                Steps.intervened(0, 2, 1),
                Steps.intervened(0, 3, 1),
                Steps.autonomous(0, 4, 0),
                Steps.intervened(0, 5, 2).setReward(1).setTerminated(true));
        assertThat(transitions).extracting(Transition::reward).containsExactly(0f, -1f, 0f, 0f, -1f, 0f);
        assertThat(transitions)
                .extracting(Transition::intervention)
                .containsExactly(false, false, true, true, false, true);
    }

    @Test
    void aClassifierShouldRewardWhatAnActionLedTo() {
        ExperienceRules rules = new ExperienceRules(0.9, 1, RewardRule.classifier(observation -> observation[0] >= 2));
        List<Transition> transitions = feed(
                experience(rules, false),
                Steps.autonomous(0, 0, 0),
                Steps.autonomous(0, 1, 0),
                Steps.autonomous(0, 2, 0));
        assertThat(transitions).extracting(Transition::reward).containsExactly(0f, 1f);
        assertThat(transitions).extracting(Transition::terminal).containsExactly(false, true);
    }

    @Test
    void returnsShouldSpanAsManyStepsAsTheAlgorithmAsksFor() {
        ExperienceRules rules = new ExperienceRules(0.5, 3, RewardRule.TASK);
        List<Transition> transitions = feed(
                experience(rules, false),
                Steps.autonomous(0, 0, 0),
                Steps.autonomous(0, 1, 0),
                Steps.autonomous(0, 2, 0),
                Steps.autonomous(0, 3, 0).setReward(1).setTerminated(true));
        assertThat(transitions).extracting(Transition::reward).containsExactly(0f, 0.25f, 0.5f, 1f);
        assertThat(transitions.getFirst().nextObservation()).containsExactly(3);
    }

    @Test
    void aResidualShouldLearnOnlyWhereItsBaseWasAsked() {
        List<Float> base = List.of(0.25f, 0f, 0.0625f);
        List<Transition> transitions = feed(
                experience(TASK, true),
                Steps.autonomous(0, 0, 0),
                Steps.autonomous(0, 1, 0).addAllBaseAction(base),
                Steps.autonomous(0, 2, 0).addAllBaseAction(base));
        assertThat(transitions).singleElement().satisfies(transition -> {
            assertThat(transition.observation()).containsExactly(1);
            assertThat(transition.baseAction()).containsExactly(0.5f, 1);
            assertThat(transition.nextBaseAction()).containsExactly(0.5f, 1);
        });
    }

    @Test
    void aGripperThatIsToldAnotherThingShouldBeSeenToMove() {
        Step.Builder closing = Steps.autonomous(0, 1, 0).setExecutedAction(2, 0);
        List<Transition> transitions = feed(
                experience(TASK, false),
                Steps.autonomous(0, 0, 0),
                closing,
                Steps.autonomous(0, 2, 0).setExecutedAction(2, 0),
                Steps.autonomous(0, 3, 0));
        assertThat(transitions).extracting(Transition::gripperMoved).containsExactly(false, true, false);
    }

    @Test
    void ratesShouldCountOnlyEpisodesInWhichAPolicyRan() {
        OnlineExperience experience = experience(TASK, false);
        feed(
                experience,
                Steps.autonomous(0, 0, 0),
                Steps.intervened(0, 1, 1).setReward(1).setTerminated(true),
                Steps.driven(1, 0, 0).setReward(1).setTerminated(true),
                Steps.autonomous(2, 0, 0),
                Steps.autonomous(2, 1, 0).setTruncated(true),
                Steps.intervened(3, 0, 1));
        Map<String, Double> metrics = experience.statistics().metrics();
        assertThat(metrics).containsEntry(TrainingMetrics.EPISODES, 2.0);
        assertThat(metrics).containsEntry(TrainingMetrics.SUCCESS_RATE, 0.5);
        assertThat(metrics).containsEntry(TrainingMetrics.RETURN, 0.5);
        assertThat(metrics.get(TrainingMetrics.INTERVENTION_RATE)).isCloseTo(2 / 5.0, within(1e-9));
    }

    /// Whatever mixes, repeats and comes late, every episode gives the transitions that it gives alone.
    @Property(tries = 200)
    void repetitionAndMixingOfEpisodesShouldChangeNothing(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int returnSteps) {
        Random random = new Random(seed);
        ExperienceRules rules = new ExperienceRules(0.9, returnSteps, RewardRule.INTERVENTION);
        List<List<Step>> episodes = new ArrayList<>();
        Map<Integer, List<Float>> expected = new HashMap<>();
        for (int episode = 0; episode < 4; episode++) {
            List<Step> steps = randomEpisode(random, episode);
            episodes.add(steps);
            OnlineExperience alone = experience(rules, false);
            expected.put(episode, new ArrayList<>());
            for (Step step : steps) {
                alone.add(step).forEach(key(expected)::add);
            }
        }
        OnlineExperience mixed = experience(rules, false);
        Map<Integer, List<Float>> seen = new HashMap<>();
        int[] next = new int[episodes.size()];
        for (int delivered = 0; delivered < 500; delivered++) {
            int episode = random.nextInt(episodes.size());
            List<Step> steps = episodes.get(episode);
            boolean repeat = next[episode] == steps.size() || random.nextInt(3) == 0;
            int index = repeat ? random.nextInt(next[episode] + 1) : next[episode];
            if (index < steps.size()) {
                next[episode] = Math.max(next[episode], index + 1);
                mixed.add(steps.get(index)).forEach(key(seen)::add);
            }
        }
        for (int episode = 0; episode < episodes.size(); episode++) {
            if (next[episode] == episodes.get(episode).size()) {
                assertThat(seen.getOrDefault(episode, List.of())).containsExactlyElementsOf(expected.get(episode));
            }
        }
    }

    private interface Sink {
        void add(Transition transition);
    }

    private static Sink key(Map<Integer, List<Float>> into) {
        return transition -> into.computeIfAbsent((int) from(transition) / 100, _ -> new ArrayList<>())
                .addAll(List.of(
                        from(transition),
                        transition.nextObservation()[0],
                        transition.reward(),
                        transition.discount(),
                        transition.intervention() ? 1f : 0f));
    }

    private static List<Step> randomEpisode(Random random, int episode) {
        List<Step> steps = new ArrayList<>();
        int length = 1 + random.nextInt(20);
        for (int index = 0; index < length; index++) {
            Step.Builder step =
                    switch (random.nextInt(6)) {
                        case 0 -> Steps.step(episode, index);
                        case 1 -> Steps.intervened(episode, index, 1 + index / 4);
                        case 2 -> Steps.driven(episode, index, 0.1);
                        default -> Steps.autonomous(episode, index, 0.2);
                    };
            if (index == length - 1) {
                step.setTerminated(random.nextBoolean()).setTruncated(!step.getTerminated());
            }
            steps.add(step.build());
        }
        return steps;
    }
}
