package io.teleloop.trainer;

import io.teleloop.learning.algorithm.Algorithm;
import io.teleloop.learning.algorithm.BehaviourCloning;
import io.teleloop.learning.algorithm.FlowPolicy;
import io.teleloop.learning.algorithm.HgDagger;
import io.teleloop.learning.algorithm.HilSerl;
import io.teleloop.learning.algorithm.ImitationConfig;
import io.teleloop.learning.algorithm.OffPolicyAlgorithm;
import io.teleloop.learning.algorithm.OffPolicyAlgorithm.Schedule;
import io.teleloop.learning.algorithm.ResFit;
import io.teleloop.learning.algorithm.Rlif;
import io.teleloop.learning.algorithm.Rlpd;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// An algorithm by its name, and the numbers of it that may be set. What is not set is as its authors have it.
///
/// | setting | of | meaning |
/// |---|---|---|
/// | `algorithm` | | bc, flow, hg-dagger; rlpd, hil-serl, rlif, resfit |
/// | `algorithm.hidden` | all | sizes of the hidden layers, such as 256,256 |
/// | `algorithm.batch` | all | transitions of a batch |
/// | `algorithm.epochs` | bc, flow, hg-dagger | how often each observation is learned from |
/// | `algorithm.updates` | the others | most updates for each transition |
/// | `algorithm.critic.updates` | the others | critic updates of one update |
/// | `algorithm.first.transitions` | the others | transitions before the first update |
sealed interface AlgorithmSettings {
    Pattern SIZES = Pattern.compile("[1-9]\\d{0,4}(,[1-9]\\d{0,4})*");
    int MOST = 1_000_000;
    List<String> IMITATION = List.of("bc", "flow", "hg-dagger");
    Map<String, OffPolicyAlgorithm> RECIPES = new TreeMap<>(Map.of(
            "rlpd", Rlpd.DEFAULT,
            "hil-serl", HilSerl.DEFAULT,
            "rlif", Rlif.DEFAULT,
            "resfit", ResFit.DEFAULT));

    String name();

    Algorithm create();

    /// Whether it corrects a frozen policy.
    boolean needsBase();

    /// @throws ConfigurationException when there is no such algorithm, or a number is out of range
    static AlgorithmSettings from(Settings settings) {
        String name = settings.text("algorithm");
        List<Integer> hidden = hidden(settings.text("algorithm.hidden", ""));
        if (IMITATION.contains(name)) {
            return new Imitation(
                    name,
                    hidden.isEmpty() ? ImitationConfig.DEFAULT.hidden() : hidden,
                    settings.integer("algorithm.batch", ImitationConfig.DEFAULT.batchSize(), 1, MOST),
                    settings.integer("algorithm.epochs", (int) ImitationConfig.DEFAULT.epochs(), 1, MOST));
        }
        OffPolicyAlgorithm recipe = RECIPES.get(name);
        if (recipe == null) {
            TreeSet<String> names = new TreeSet<>(IMITATION);
            names.addAll(RECIPES.keySet());
            throw new ConfigurationException(
                    "setting 'algorithm' is '" + name + "'; give one of " + String.join(", ", names));
        }
        Schedule schedule = recipe.schedule();
        return new OffPolicy(
                name,
                hidden,
                settings.integer("algorithm.batch", schedule.batchSize(), 1, MOST),
                settings.integer("algorithm.critic.updates", schedule.criticUpdates(), 1, MOST),
                settings.integer("algorithm.updates", (int) schedule.updatesPerTransition(), 1, MOST),
                settings.integer("algorithm.first.transitions", schedule.firstTransitions(), 0, MOST));
    }

    /// Learning by imitation.
    record Imitation(String name, List<Integer> hidden, int batch, int epochs) implements AlgorithmSettings {
        @Override
        public Algorithm create() {
            ImitationConfig standard = ImitationConfig.DEFAULT;
            ImitationConfig config = new ImitationConfig(
                    hidden,
                    standard.layerNorm(),
                    standard.learningRate(),
                    standard.weightDecay(),
                    batch,
                    epochs,
                    standard.capacity(),
                    standard.heldOutEvery(),
                    standard.averageRate());
            return switch (name) {
                case "flow" -> {
                    FlowPolicy flow = FlowPolicy.DEFAULT;
                    yield new FlowPolicy(config, flow.chunk(), flow.execute(), flow.steps());
                }
                case "hg-dagger" -> new HgDagger(config, HgDagger.DEFAULT.head());
                default -> new BehaviourCloning(config, BehaviourCloning.DEFAULT.head());
            };
        }

        @Override
        public boolean needsBase() {
            return false;
        }
    }

    /// Reinforcement learning.
    ///
    /// @param hidden empty for the recipe's own
    record OffPolicy(
            String name,
            List<Integer> hidden,
            int batch,
            int criticUpdates,
            int updatesPerTransition,
            int firstTransitions)
            implements AlgorithmSettings {
        private static final int HEADS = 10;
        private static final int TARGET_HEADS = 2;
        private static final double RESIDUAL_LEARNING_RATE = 1e-5;
        private static final double RESIDUAL_SCALE = 0.1;

        @Override
        public OffPolicyAlgorithm create() {
            OffPolicyAlgorithm recipe = recipe();
            OffPolicyAlgorithm sized = hidden.isEmpty() ? recipe : recipe.withNetworks(networks());
            return sized.withSchedule(new Schedule(
                    batch,
                    criticUpdates,
                    updatesPerTransition,
                    firstTransitions,
                    recipe.schedule().criticWarmUp()));
        }

        @Override
        public boolean needsBase() {
            return recipe().base();
        }

        private OffPolicyAlgorithm recipe() {
            return RECIPES.getOrDefault(name, Rlpd.DEFAULT);
        }

        private OffPolicyAlgorithm.Networks networks() {
            return switch (name) {
                case "hil-serl" -> HilSerl.networks(hidden);
                case "resfit" -> ResFit.networks(hidden, HEADS, RESIDUAL_LEARNING_RATE, RESIDUAL_SCALE);
                default -> Rlpd.networks(hidden, HEADS, TARGET_HEADS);
            };
        }
    }

    private static List<Integer> hidden(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (!SIZES.matcher(text).matches()) {
            throw new ConfigurationException(
                    "setting 'algorithm.hidden' is '" + text + "'; give sizes of layers such as 256,256");
        }
        return Pattern.compile(",").splitAsStream(text).map(Integer::valueOf).toList();
    }
}
