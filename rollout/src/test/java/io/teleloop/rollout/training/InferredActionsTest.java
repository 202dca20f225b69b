package io.teleloop.rollout.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.v1.Step;
import io.teleloop.learning.algorithm.InverseDynamics;
import io.teleloop.rollout.Seeds;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.sim.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferredActionsTest {
    /// Linear velocity along the base's x axis.
    private static final int FORWARD = 0;

    private static final InverseDynamics.Config SMALL =
            new InverseDynamics.Config(1, List.of(128, 128), 0, 1e-3, 128, 1000);

    @Test
    void whatIsNotToldShouldBeInferredFromWhatIs() {
        TaskSettings lift = TaskSettings.of("pick-lift");
        World world = new World(lift.task(), "arm");
        Demonstrations demonstrations = Demonstrations.record(world, lift, new Seeds(0), 4, 1);

        Demonstrations inferred = InferredActions.of(demonstrations, 3, world.description(), SMALL, 0);

        assertThat(inferred.episodes().subList(0, 3))
                .isEqualTo(demonstrations.episodes().subList(0, 3));
        List<Step> told = demonstrations.episodes().getLast();
        List<Step> guessed = inferred.episodes().getLast();
        assertThat(guessed).hasSameSizeAs(told).isNotEqualTo(told);
        double error = 0;
        double power = 0;
        for (int i = 0; i < told.size(); i++) {
            double done = told.get(i).getExecutedAction(FORWARD);
            error += Math.pow(guessed.get(i).getExecutedAction(FORWARD) - done, 2);
            power += done * done;
        }
        assertThat(error).as("against what the motion itself amounts to").isLessThan(0.5 * power);
    }
}
