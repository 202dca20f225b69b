package io.teleloop.learning.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemonstrationsTest {
    private static List<Trajectory> trajectories(RewardRule reward, Step.Builder... steps) {
        List<Step> built = new ArrayList<>();
        for (Step.Builder step : steps) {
            built.add(step.build());
        }
        return new Demonstrations(Steps.OBSERVATION, Steps.ACTION, Steps.SPACE, new ExperienceRules(0.9, 1, reward))
                .trajectories("demo", built);
    }

    @Test
    void aDemonstrationShouldEndInSuccessWhoeverJudgedIt() {
        List<Trajectory> trajectories = trajectories(
                RewardRule.TASK,
                Steps.driven(0, 0, 0),
                Steps.driven(0, 1, 0),
                Steps.driven(0, 2, 0),
                Steps.step(0, 3).setTruncated(true));
        assertThat(trajectories).singleElement().satisfies(trajectory -> {
            assertThat(trajectory.transitions()).extracting(Transition::reward).containsExactly(0f, 0f, 1f);
            assertThat(trajectory.transitions().getLast().terminal()).isTrue();
        });
    }

    @Test
    void aPauseShouldCutADemonstrationInTwo() {
        List<Trajectory> trajectories = trajectories(
                RewardRule.TASK,
                Steps.driven(0, 0, 0),
                Steps.driven(0, 1, 0),
                Steps.step(0, 2),
                Steps.driven(0, 3, 0),
                Steps.driven(0, 4, 0).setReward(1).setTerminated(true));
        assertThat(trajectories).extracting(Trajectory::size).containsExactly(1, 2);
        assertThat(trajectories.getFirst().transitions().getLast().terminal()).isFalse();
    }

    @Test
    void aDemonstrationShouldBeWorthNothingWhereOnlyInterventionsCost() {
        List<Trajectory> trajectories =
                trajectories(RewardRule.INTERVENTION, Steps.driven(0, 0, 0), Steps.driven(0, 1, 0));
        assertThat(trajectories.getFirst().transitions())
                .extracting(Transition::reward)
                .containsOnly(0f);
    }

    @Test
    void aVelocityShouldReachAFifthFartherThanItWasSeenAndAStillOneBeLeftOut() {
        ActionSpec spec = DemonstratedActions.spec(
                List.of(
                        Steps.driven(0, 0, -0.2).build(),
                        Steps.driven(0, 1, 0.1).build(),
                        Steps.autonomous(0, 2, 0.5).build()),
                Steps.SPACE);
        assertThat(spec.dimensions()).singleElement().satisfies(dimension -> {
            assertThat(dimension.name()).isEqualTo("linear.x");
            assertThat(dimension.maximum()).isCloseTo(0.24, within(1e-6));
            assertThat(dimension.minimum()).isCloseTo(-0.24, within(1e-6));
        });
        assertThat(spec.held()).singleElement().satisfies(held -> assertThat(held.value())
                .isCloseTo(0.03125, within(1e-6)));
    }

    @Test
    void aGripperThatMovesShouldGetItsWholeRangeAndAVelocityNoMoreThanTheRobots() {
        ActionSpec spec = DemonstratedActions.spec(
                List.of(
                        Steps.driven(0, 0, 0.48).build(),
                        Steps.driven(0, 1, 0).setExecutedAction(2, 0.01f).build()),
                Steps.SPACE);
        assertThat(spec.dimensions())
                .containsExactly(
                        new ActionSpec.Dimension("linear.x", "m/s", -0.5, 0.5, 2),
                        new ActionSpec.Dimension("gripper", "m", 0, 0.0625));
    }

    @Test
    void demonstrationsWithoutMovementShouldBeRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        DemonstratedActions.spec(List.of(Steps.driven(0, 0, 0).build()), Steps.SPACE))
                .withMessageContaining("nothing moves");
    }
}
