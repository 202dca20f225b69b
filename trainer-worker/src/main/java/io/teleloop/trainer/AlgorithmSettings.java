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
import java.util.function.Function;
import java.util.regex.Pattern;

/// An algorithm by its name, and the numbers of it that may be set. What is not set is as in its recipe for a
/// processor.
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
/// | `algorithm.offline.updates` | the others | updates from demonstrations alone, before the first transition |
sealed interface AlgorithmSettings {
    Pattern SIZES = Pattern.compile("[1-9]\\d{0,4}(,[1-9]\\d{0,4})*");
    int MOST = 1_000_000;
    List<String> IMITATION = List.of("bc", "flow", "hg-dagger");
    List<Integer> HIDDEN = List.of(128, 128);
    Map<String, Function<List<Integer>, OffPolicyAlgorithm>> RECIPES = new TreeMap<>(Map.of(
            "rlpd", Rlpd::onCpu,
            "hil-serl", HilSerl::onCpu,
            "rlif", Rlif::onCpu,
            "resfit", ResFit::onCpu));

    String name();

    Algorithm create();

    /// Whether it corrects a frozen policy.
    boolean needsBase();

    /// @throws ConfigurationException when there is no such algorithm, or a number is out of range
    static AlgorithmSettings from(Settings settings) {
        String name = settings.text("algorithm");
        List<Integer> given = hidden(settings.text("algorithm.hidden", ""));
        if (IMITATION.contains(name)) {
            return new Imitation(
                    name,
                    given.isEmpty() ? ImitationConfig.DEFAULT.hidden() : given,
                    settings.integer("algorithm.batch", ImitationConfig.DEFAULT.batchSize(), 1, MOST),
                    settings.integer("algorithm.epochs", (int) ImitationConfig.DEFAULT.epochs(), 1, MOST));
        }
        Function<List<Integer>, OffPolicyAlgorithm> byHidden = RECIPES.get(name);
        if (byHidden == null) {
            TreeSet<String> names = new TreeSet<>(IMITATION);
            names.addAll(RECIPES.keySet());
            throw new ConfigurationException(
                    "setting 'algorithm' is '" + name + "'; give one of " + String.join(", ", names));
        }
        List<Integer> hidden = given.isEmpty() ? HIDDEN : given;
        Schedule usual = byHidden.apply(hidden).schedule();
        return new OffPolicy(
                name,
                hidden,
                new Schedule(
                        settings.integer("algorithm.batch", usual.batchSize(), 1, MOST),
                        settings.integer("algorithm.critic.updates", usual.criticUpdates(), 1, MOST),
                        settings.integer("algorithm.updates", (int) usual.updatesPerTransition(), 1, MOST),
                        settings.integer("algorithm.first.transitions", usual.firstTransitions(), 0, MOST),
                        usual.criticWarmUp(),
                        settings.integer("algorithm.offline.updates", (int) usual.offlineUpdates(), 0, MOST)));
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
                case "hg-dagger" -> {
                    HgDagger dagger = HgDagger.DEFAULT;
                    yield new HgDagger(config, dagger.head(), dagger.offlineUpdates(), dagger.updatesPerTransition());
                }
                default -> new BehaviourCloning(config, BehaviourCloning.DEFAULT.head());
            };
        }

        @Override
        public boolean needsBase() {
            return false;
        }
    }

    /// Reinforcement learning.
    record OffPolicy(String name, List<Integer> hidden, Schedule schedule) implements AlgorithmSettings {
        @Override
        public OffPolicyAlgorithm create() {
            return recipe().withSchedule(schedule);
        }

        @Override
        public boolean needsBase() {
            return recipe().base();
        }

        private OffPolicyAlgorithm recipe() {
            return RECIPES.getOrDefault(name, Rlpd::onCpu).apply(hidden);
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
