package io.teleloop.learning.algorithm;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import io.teleloop.learning.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Tells from an observation whether the task is done, learned from labelled episodes: binary cross-entropy,
/// half of each batch successes (as in HIL-SERL, Luo et al. 2024).
public final class RewardClassifier implements AutoCloseable {
    private static final String NETWORK = "network";
    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";
    private static final String HIDDEN = "hidden";
    private static final String THRESHOLD = "threshold";

    private final Config config;
    private final Normaliser normaliser;
    private final Mlp network;

    /// @param hidden sizes of the hidden layers
    /// @param learningRate of Adam
    /// @param batchSize observations of an update, half of them successes
    /// @param updates of the weights
    /// @param threshold probability from which on an observation counts as a success
    public record Config(List<Integer> hidden, double learningRate, int batchSize, int updates, double threshold) {
        public static final Config DEFAULT = new Config(List.of(256), 3e-4, 128, 2000, 0.85);

        public Config {
            hidden = List.copyOf(hidden);
        }
    }

    /// @param observations raw, one a control tick
    /// @param done at each of them, whether the task is done
    public record LabelledEpisode(String episodeId, List<float[]> observations, boolean[] done) {
        public LabelledEpisode {
            observations = List.copyOf(observations);
            if (observations.size() != done.length) {
                throw new IllegalArgumentException("episode " + episodeId + " has " + observations.size()
                        + " observations and " + done.length + " labels");
            }
        }

        boolean succeeded() {
            for (boolean label : done) {
                if (label) {
                    return true;
                }
            }
            return false;
        }
    }

    /// How well whole episodes are told apart; an episode is a success when any of its observations is.
    ///
    /// @param precision share of the successes found that are ones, 1 when none was found
    /// @param recall share of the successes that were found, 1 when there was none
    /// @param episodes that were looked at
    public record Report(double precision, double recall, int episodes) {}

    private RewardClassifier(Config config, Normaliser normaliser, Mlp network) {
        this.config = config;
        this.normaliser = normaliser;
        this.network = network;
    }

    /// @param seed of all random numbers
    /// @throws IllegalArgumentException when the episodes show only one of success and no success
    public static RewardClassifier train(
            Config config, Normaliser normaliser, List<LabelledEpisode> episodes, long seed) {
        List<float[]> done = observations(normaliser, episodes, true);
        List<float[]> undone = observations(normaliser, episodes, false);
        if (done.isEmpty() || undone.isEmpty()) {
            throw new IllegalArgumentException("a reward classifier needs observations of both kinds; labelled are "
                    + done.size() + " successes and " + undone.size() + " others");
        }
        SeededGenerator random = new SeededGenerator(seed);
        ParameterLayout layout = layout(normaliser.size(), config.hidden());
        FlatParameters parameters = new FlatParameters(layout, layout.initial(random), true);
        Mlp network = new Mlp(parameters, Activation.RELU, true);
        try (Adam adam = new Adam(parameters, config.learningRate(), 0, 0)) {
            for (int update = 0; update < config.updates(); update++) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor loss = loss(network, config.batchSize(), done, undone, random);
                    adam.step(parameters.gradient(loss));
                }
            }
        }
        return new RewardClassifier(config, normaliser, network);
    }

    /// Probability that the task is done.
    ///
    /// @param observation raw
    public double probability(float[] observation) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor row = Torch.tensor(normaliser.apply(observation), 1, normaliser.size());
            return network.forward(row).sigmoid().item_double();
        }
    }

    /// Whether the task counts as done.
    public boolean isDone(float[] observation) {
        return probability(observation) >= config.threshold();
    }

    /// Probability from which on an observation counts as a success.
    public double threshold() {
        return config.threshold();
    }

    /// All that [#restore] needs.
    public Safetensors save() {
        Safetensors file = new Safetensors();
        file.tensors().put(NETWORK, Weights.of(network.parameters().values()));
        file.tensors().put(MEAN, Weights.of(normaliser.mean()));
        file.tensors().put(DEVIATION, Weights.of(normaliser.deviation()));
        file.metadata()
                .put(HIDDEN, config.hidden().stream().map(String::valueOf).collect(Collectors.joining(",")));
        file.metadata().put(THRESHOLD, Double.toString(config.threshold()));
        return file;
    }

    /// @throws IllegalArgumentException when the file is no such classifier
    public static RewardClassifier restore(Safetensors file) {
        Normaliser normaliser = new Normaliser(file.values(MEAN), file.values(DEVIATION));
        List<Integer> hidden =
                Stream.of(file.text(HIDDEN).split(",")).map(Integer::valueOf).toList();
        Config config = new Config(
                hidden,
                Config.DEFAULT.learningRate(),
                Config.DEFAULT.batchSize(),
                0,
                Double.parseDouble(file.text(THRESHOLD)));
        FlatParameters parameters = new FlatParameters(layout(normaliser.size(), hidden), file.values(NETWORK), false);
        return new RewardClassifier(config, normaliser, new Mlp(parameters, Activation.RELU, true));
    }

    private static ParameterLayout layout(int observationSize, List<Integer> hidden) {
        return ParameterLayout.mlp(observationSize, hidden, 1, true, false);
    }

    /// Measures on episodes that were not trained on.
    public Report evaluate(List<LabelledEpisode> episodes) {
        int found = 0;
        int rightlyFound = 0;
        int successes = 0;
        for (LabelledEpisode episode : episodes) {
            boolean called = episode.observations().stream().anyMatch(this::isDone);
            if (episode.succeeded()) {
                successes++;
            }
            if (called) {
                found++;
                if (episode.succeeded()) {
                    rightlyFound++;
                }
            }
        }
        return new Report(
                found == 0 ? 1 : (double) rightlyFound / found,
                successes == 0 ? 1 : (double) rightlyFound / successes,
                episodes.size());
    }

    @Override
    public void close() {
        network.close();
    }

    private static List<float[]> observations(Normaliser normaliser, List<LabelledEpisode> episodes, boolean done) {
        List<float[]> chosen = new ArrayList<>();
        for (LabelledEpisode episode : episodes) {
            for (int tick = 0; tick < episode.done().length; tick++) {
                if (episode.done()[tick] == done) {
                    chosen.add(normaliser.apply(episode.observations().get(tick)));
                }
            }
        }
        return chosen;
    }

    private static Tensor loss(
            Mlp network, int rows, List<float[]> done, List<float[]> undone, SeededGenerator random) {
        int size = done.getFirst().length;
        float[] input = new float[rows * size];
        float[] labels = new float[rows];
        Arrays.fill(labels, 0, rows / 2, 1);
        for (int row = 0; row < rows; row++) {
            List<float[]> kind = labels[row] == 1 ? done : undone;
            System.arraycopy(kind.get(random.nextInt(kind.size())), 0, input, row * size, size);
        }
        Tensor logits = network.forward(Torch.tensor(input, rows, size));
        return torch.binary_cross_entropy_with_logits(logits, Torch.tensor(labels, rows, 1));
    }
}
