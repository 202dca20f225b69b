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
    /// Linear velocity along the base's z axis, which every lift needs.
    private static final int UP = 2;
    private static final int TOLD = 7;

    private static final InverseDynamics.Config SMALL =
            new InverseDynamics.Config(1, List.of(128, 128), 0, 1e-3, 128, 1000);

    @Test
    void whatIsNotToldShouldBeInferredFromWhatIs() {
        TaskSettings lift = TaskSettings.of("pick-lift");
        World world = new World(lift.task(), "arm");
        Demonstrations demonstrations = Demonstrations.record(world, lift, new Seeds(0), TOLD + 1, 1);

        Demonstrations inferred = InferredActions.of(demonstrations, TOLD, world.description(), SMALL, 0);

        assertThat(inferred.episodes().subList(0, TOLD))
                .isEqualTo(demonstrations.episodes().subList(0, TOLD));
        List<Step> told = demonstrations.episodes().getLast();
        List<Step> guessed = inferred.episodes().getLast();
        assertThat(guessed).hasSameSizeAs(told).isNotEqualTo(told);
        double error = 0;
        double power = 0;
        for (int i = 0; i < told.size(); i++) {
            double done = told.get(i).getExecutedAction(UP);
            error += Math.pow(guessed.get(i).getExecutedAction(UP) - done, 2);
            power += done * done;
        }
        assertThat(error).as("against what the motion itself amounts to").isLessThan(0.5 * power);
    }
}
