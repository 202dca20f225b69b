package io.teleloop.rollout.training;

import io.teleloop.learning.algorithm.Algorithm;
import io.teleloop.learning.algorithm.BehaviourCloning;
import io.teleloop.learning.algorithm.FlowPolicy;
import io.teleloop.learning.algorithm.HgDagger;
import io.teleloop.learning.algorithm.HilSerl;
import io.teleloop.learning.algorithm.OffPolicyAlgorithm;
import io.teleloop.learning.algorithm.ResFit;
import io.teleloop.learning.algorithm.Rlif;
import io.teleloop.learning.algorithm.Rlpd;
import io.teleloop.learning.experience.ExperienceRules;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.intervention.Rule;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// The algorithms as they are run in simulation on a processor without a GPU. The methods' numbers are those of their
/// authors but for what stands here: the task's discount, and less work for each transition.
public enum Algorithms {
    BC(Rule.NONE, false) {
        @Override
        public Algorithm on(TaskSettings task) {
            return BehaviourCloning.DEFAULT;
        }
    },
    FLOW(Rule.NONE, false) {
        @Override
        public Algorithm on(TaskSettings task) {
            return FlowPolicy.DEFAULT;
        }
    },
    HG_DAGGER(Rule.HELP, true) {
        @Override
        public Algorithm on(TaskSettings task) {
            return HgDagger.DEFAULT;
        }
    },
    HIL_SERL(Rule.HELP, true) {
        @Override
        public Algorithm on(TaskSettings task) {
            return discounted(HilSerl.DEFAULT, task);
        }
    },
    /// Four critic updates for each transition where the authors make twenty.
    RLPD(Rule.NONE, true) {
        @Override
        public Algorithm on(TaskSettings task) {
            return discounted(Rlpd.DEFAULT, task)
                    .withSchedule(new OffPolicyAlgorithm.Schedule(BATCH, 4, 1, FIRST_TRANSITIONS, 0));
        }
    },
    /// Likewise.
    RLIF(Rule.DISAGREE, true) {
        @Override
        public Algorithm on(TaskSettings task) {
            return discounted(Rlif.DEFAULT, task)
                    .withSchedule(new OffPolicyAlgorithm.Schedule(BATCH, 4, 1, FIRST_TRANSITIONS, 0));
        }
    },
    /// Networks of 256 where the authors' have 1024, a faster actor, and a shorter warm-up.
    RESFIT(Rule.NONE, true) {
        @Override
        public Algorithm on(TaskSettings task) {
            return ResFit.DEFAULT
                    .withExperience(new ExperienceRules(
                            task.discount(), 3, ResFit.DEFAULT.experience().reward()))
                    .withNetworks(ResFit.networks(SMALL, 10, 1e-4, task.residualScale()))
                    .withSchedule(new OffPolicyAlgorithm.Schedule(BATCH, 4, 1, 2_000, 4_000));
        }
    };

    private static final int BATCH = 256;
    private static final int FIRST_TRANSITIONS = 300;
    private static final List<Integer> SMALL = List.of(256, 256);

    private final Rule usualRule;
    private final boolean online;

    Algorithms(Rule usualRule, boolean online) {
        this.usualRule = usualRule;
        this.online = online;
    }

    /// The algorithm with its numbers for a task.
    public abstract Algorithm on(TaskSettings task);

    /// What a person does in the method.
    public Rule usualRule() {
        return usualRule;
    }

    /// Whether it learns from what the policy lives through; else demonstrations are all there is.
    public boolean online() {
        return online;
    }

    /// Whether it corrects a frozen policy.
    public boolean residual() {
        return this == RESFIT;
    }

    /// As in policy cards.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException when there is none of that name
    public static Algorithms named(String id) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no algorithm '" + id + "'; there are " + ids()));
    }

    private static List<String> ids() {
        return Arrays.stream(values()).map(Algorithms::id).toList();
    }

    private static OffPolicyAlgorithm discounted(OffPolicyAlgorithm algorithm, TaskSettings task) {
        ExperienceRules rules = algorithm.experience();
        return algorithm.withExperience(new ExperienceRules(task.discount(), rules.returnSteps(), rules.reward()));
    }

    /// For the help text.
    public static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ids().iterator();
        }
    }
}
