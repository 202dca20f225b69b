package io.teleloop.rollout.training;

import io.teleloop.learning.algorithm.Algorithm;
import io.teleloop.learning.algorithm.BehaviourCloning;
import io.teleloop.learning.algorithm.FlowPolicy;
import io.teleloop.learning.algorithm.HgDagger;
import io.teleloop.learning.algorithm.HilSerl;
import io.teleloop.learning.algorithm.ResFit;
import io.teleloop.learning.algorithm.Rlif;
import io.teleloop.learning.algorithm.Rlpd;
import io.teleloop.rollout.intervention.Rule;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// The algorithms as they are run in simulation, on a processor without a GPU.
public enum Algorithms {
    BC(BehaviourCloning.DEFAULT, Rule.NONE, false),
    FLOW(FlowPolicy.DEFAULT, Rule.NONE, false),
    HG_DAGGER(HgDagger.DEFAULT, Rule.HELP, true),
    HIL_SERL(HilSerl.onCpu(Sizes.HIDDEN), Rule.HELP, true),
    RLPD(Rlpd.onCpu(Sizes.HIDDEN), Rule.NONE, true),
    RLIF(Rlif.onCpu(Sizes.HIDDEN), Rule.DISAGREE, true),
    RESFIT(ResFit.onCpu(Sizes.HIDDEN), Rule.NONE, true),
    RESFIT_ONE_STEP(ResFit.onCpuByOneStep(Sizes.HIDDEN), Rule.NONE, true);

    private static final class Sizes {
        private static final List<Integer> HIDDEN = List.of(128, 128);
    }

    @SuppressWarnings("ImmutableEnumChecker") // Algorithms are records of numbers.
    private final Algorithm algorithm;

    private final Rule usualRule;
    private final boolean online;

    Algorithms(Algorithm algorithm, Rule usualRule, boolean online) {
        this.algorithm = algorithm;
        this.usualRule = usualRule;
        this.online = online;
    }

    /// With its numbers.
    public Algorithm algorithm() {
        return algorithm;
    }

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
        return this == RESFIT || this == RESFIT_ONE_STEP;
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

    /// For the help text.
    public static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ids().iterator();
        }
    }
}
