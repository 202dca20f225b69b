package io.teleloop.rollout.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.algorithm.BehaviourCloning;
import io.teleloop.learning.session.LearningConfig;
import io.teleloop.learning.session.LearningSession;
import io.teleloop.learning.session.PolicyDraft;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.rollout.Seeds;
import io.teleloop.rollout.episode.DemonstratingDriver;
import io.teleloop.rollout.episode.Episode;
import io.teleloop.rollout.intervention.Rule;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import io.teleloop.sim.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ActorProcessesTest {
    private static final Task TASK = Tasks.named("peg-insertion");
    private static final ActorSpec SPEC = new ActorSpec(TASK.name(), Rule.HELP, 1, new Seeds(2), 0, 1);

    @Test
    @Timeout(120)
    void anActorInItsOwnProcessLivesThroughTheSameAndFollowsNewerPolicies() throws IOException, InterruptedException {
        PolicyDraft draft = draft();
        List<Step> here = new ArrayList<>();
        try (SimulatedActor actor = new SimulatedActor(SPEC)) {
            actor.follow(bundle(draft, 1));
            for (int i = 0; i < 20; i++) {
                here.add(actor.next());
            }
        }

        try (ActorProcesses actors = new ActorProcesses(List.of(SPEC))) {
            actors.follow(bundle(draft, 1));
            for (Step step : here) {
                assertThat(actors.next()).isEqualTo(step);
            }

            actors.follow(bundle(draft, 2));
            Step step = actors.next();
            while (step.getActor().getKind() != Actor.Kind.POLICY
                    || !step.getActor().getId().equals("bc@2")) {
                step = actors.next();
            }
            assertThat(step.getPolicyActionList()).hasSize(7);
        }
    }

    private static PolicyBundle bundle(PolicyDraft draft, long version) {
        return PolicyBundle.of(
                draft.card("bc", version, 0, "model", Map.of()), draft.network().onnx(), null);
    }

    /// An untrained policy.
    private static PolicyDraft draft() {
        World world = new World(TASK, "arm");
        List<Step> demonstration = new ArrayList<>();
        Episode.run(world, new DemonstratingDriver(TASK, 1), 0, 1, demonstration::add);
        LearningConfig config = new LearningConfig(BehaviourCloning.DEFAULT, world.description(), 20, 1, 0);
        try (LearningSession session = new LearningSession(config, null)) {
            session.addDemonstration("demonstration", demonstration);
            return session.draft();
        }
    }
}
