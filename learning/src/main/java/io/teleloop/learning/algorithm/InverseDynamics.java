package io.teleloop.learning.algorithm;

import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import io.teleloop.learning.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Tells what was done from what was seen before, then and after: an ensemble of perceptrons with dropout that
/// give mean and standard deviation of each action dimension, trained by the Gaussian negative log-likelihood.
/// It labels episodes without actions from a few with them, as SS-ORL does (Zheng et al. 2023,
/// "Semi-Supervised Offline Reinforcement Learning with Action-Free Trajectories"), and VPT with pictures
/// (Baker et al. 2022).
///
/// Once trained it is safe for use by several threads at once.
public final class InverseDynamics implements AutoCloseable {
    static {
        Torch.load();
    }

    private static final ScalarOptional LEAST = Torch.retain(new ScalarOptional(Torch.scalar(-5)));
    private static final ScalarOptional MOST = Torch.retain(new ScalarOptional(Torch.scalar(1)));
    private static final Scalar HALF = Torch.scalar(0.5);
    /// Neighbouring steps that are seen.
    private static final int SEEN = 3;

    private static final int PREDICTED_AT_ONCE = 256;

    private static final String NETWORK = "network";
    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";
    private static final String MEMBERS = "members";
    private static final String HIDDEN = "hidden";
    private static final String ACTION = "action";

    private final int members;
    private final int actionSize;
    private final Normaliser normaliser;
    private final FlatParameters parameters;

    /// @param members of the ensemble
    /// @param hidden sizes of the hidden layers
    /// @param dropout share of hidden units that are left out of an update
    /// @param learningRate of Adam
    /// @param batchSize moments of an update, for each member
    /// @param updates of the weights
    public record Config(
            int members, List<Integer> hidden, double dropout, double learningRate, int batchSize, int updates) {
        public static final Config DEFAULT = new Config(3, List.of(1024, 1024), 0.1, 1e-4, 256, 5000);

        public Config {
            hidden = List.copyOf(hidden);
        }
    }

    /// A control step with its neighbours; at the ends of an episode the step itself stands for the missing one.
    ///
    /// @param before raw observation one tick earlier
    /// @param now raw observation at which it was decided
    /// @param after raw observation one tick later
    /// @param action normalised to [-1, 1]; empty when it is not known
    public record Moment(float[] before, float[] now, float[] after, float[] action) {
        /// @param seen raw observations of an episode
        /// @param step of it
        public static Moment of(List<float[]> seen, int step, float[] action) {
            return new Moment(
                    seen.get(Math.max(0, step - 1)),
                    seen.get(step),
                    seen.get(Math.min(seen.size() - 1, step + 1)),
                    action);
        }
    }

    /// Both normalised, one number a dimension.
    ///
    /// @param deviation of the whole ensemble's mixture: noise and disagreement
    public record Prediction(float[] mean, float[] deviation) {}

    private InverseDynamics(int members, int actionSize, Normaliser normaliser, FlatParameters parameters) {
        this.members = members;
        this.actionSize = actionSize;
        this.normaliser = normaliser;
        this.parameters = parameters;
    }

    /// @param normaliser of one observation
    /// @param moments with their actions, at least one
    /// @param seed of all random numbers
    public static InverseDynamics train(Config config, Normaliser normaliser, List<Moment> moments, long seed) {
        if (moments.isEmpty()) {
            throw new IllegalArgumentException("inverse dynamics need moments with actions; there are none");
        }
        SeededGenerator random = new SeededGenerator(seed);
        int actionSize = moments.getFirst().action().length;
        ParameterLayout layout = layout(config.members(), config.hidden(), normaliser.size(), actionSize);
        FlatParameters parameters = new FlatParameters(layout, layout.initial(random), true);
        InverseDynamics model = new InverseDynamics(config.members(), actionSize, normaliser, parameters);
        List<float[]> inputs = moments.stream().map(model::input).toList();
        try (Adam adam = new Adam(parameters, config.learningRate(), 0, 0)) {
            for (int update = 0; update < config.updates(); update++) {
                try (PointerScope scope = new PointerScope()) {
                    adam.step(parameters.gradient(model.loss(config, moments, inputs, random)));
                }
            }
        }
        return model;
    }

    private static ParameterLayout layout(int members, List<Integer> hidden, int observationSize, int actionSize) {
        return ParameterLayout.ensemble(members, SEEN * observationSize, hidden, 2 * actionSize, false);
    }

    /// What was done at moments whose actions need not be known.
    public List<Prediction> predict(List<Moment> moments) {
        List<Prediction> predictions = new ArrayList<>(moments.size());
        for (int from = 0; from < moments.size(); from += PREDICTED_AT_ONCE) {
            predictSome(moments.subList(from, Math.min(moments.size(), from + PREDICTED_AT_ONCE)), predictions);
        }
        return predictions;
    }

    private void predictSome(List<Moment> moments, List<Prediction> into) {
        int rows = moments.size();
        int width = SEEN * normaliser.size();
        float[] seen = new float[members * rows * width];
        for (int row = 0; row < rows; row++) {
            float[] input = input(moments.get(row));
            for (int member = 0; member < members; member++) {
                System.arraycopy(input, 0, seen, (member * rows + row) * width, width);
            }
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor output = forward(Torch.tensor(seen, members, rows, width), 0, null);
            float[] means = Torch.values(output.narrow(2, 0, actionSize));
            float[] logs = Torch.values(output.narrow(2, actionSize, actionSize).clamp(LEAST, MOST));
            for (int row = 0; row < rows; row++) {
                into.add(mixture(means, logs, row, rows));
            }
        }
    }

    /// Mean and standard deviation of the mixture of all members' Gaussians.
    private Prediction mixture(float[] means, float[] logDeviations, int row, int rows) {
        float[] mean = new float[actionSize];
        float[] deviation = new float[actionSize];
        for (int i = 0; i < actionSize; i++) {
            double sum = 0;
            double squares = 0;
            for (int member = 0; member < members; member++) {
                int at = (member * rows + row) * actionSize + i;
                double m = means[at];
                double d = Math.exp(logDeviations[at]);
                sum += m / members;
                squares += (m * m + d * d) / members;
            }
            mean[i] = (float) sum;
            deviation[i] = (float) Math.sqrt(Math.max(0, squares - sum * sum));
        }
        return new Prediction(mean, deviation);
    }

    private float[] input(Moment moment) {
        int size = normaliser.size();
        float[] input = new float[SEEN * size];
        System.arraycopy(normaliser.apply(moment.before()), 0, input, 0, size);
        System.arraycopy(normaliser.apply(moment.now()), 0, input, size, size);
        System.arraycopy(normaliser.apply(moment.after()), 0, input, 2 * size, size);
        return input;
    }

    /// Every member learns from moments of its own.
    private Tensor loss(Config config, List<Moment> moments, List<float[]> inputs, SeededGenerator random) {
        int width = SEEN * normaliser.size();
        int rows = config.members() * config.batchSize();
        float[] seen = new float[rows * width];
        float[] done = new float[rows * actionSize];
        for (int row = 0; row < rows; row++) {
            int chosen = random.nextInt(moments.size());
            System.arraycopy(inputs.get(chosen), 0, seen, row * width, width);
            System.arraycopy(moments.get(chosen).action(), 0, done, row * actionSize, actionSize);
        }
        Tensor output =
                forward(Torch.tensor(seen, config.members(), config.batchSize(), width), config.dropout(), random);
        Tensor actions = Torch.tensor(done, config.members(), config.batchSize(), actionSize);
        Tensor mean = output.narrow(2, 0, actionSize);
        Tensor logDeviation = output.narrow(2, actionSize, actionSize).clamp(LEAST, MOST);
        Tensor distance = actions.sub(mean).div(logDeviation.exp()).square().mul(HALF);
        return distance.add(logDeviation).mean();
    }

    /// @param x [members, batch, in]
    /// @return [members, batch, 2 * action]
    private Tensor forward(Tensor x, double dropout, @Nullable RandomGenerator random) {
        Tensor h = x;
        int at = 0;
        while (at + 2 < parameters.count()) {
            h = torch.baddbmm(parameters.get(at + 1), h, parameters.get(at)).relu();
            if (random != null && dropout > 0) {
                h = h.mul(mask(h.size(0), h.size(1), h.size(2), dropout, random));
            }
            at += 2;
        }
        return torch.baddbmm(parameters.get(at + 1), h, parameters.get(at));
    }

    /// From the learner's own generator: libtorch's is everybody's.
    private static Tensor mask(long members, long rows, long units, double dropout, RandomGenerator random) {
        float[] mask = new float[Math.toIntExact(members * rows * units)];
        float kept = (float) (1 / (1 - dropout));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextFloat() < dropout ? 0 : kept;
        }
        return Torch.tensor(mask, members, rows, units);
    }

    /// All that [#restore] needs.
    public Safetensors save() {
        Safetensors file = new Safetensors();
        file.tensors().put(NETWORK, Weights.of(parameters.values()));
        file.tensors().put(MEAN, Weights.of(normaliser.mean()));
        file.tensors().put(DEVIATION, Weights.of(normaliser.deviation()));
        file.metadata().put(MEMBERS, Integer.toString(members));
        file.metadata().put(ACTION, Integer.toString(actionSize));
        file.metadata().put(HIDDEN, hidden().stream().map(String::valueOf).collect(Collectors.joining(",")));
        return file;
    }

    private List<Integer> hidden() {
        List<Integer> hidden = new ArrayList<>();
        for (int i = 0; i + 2 < parameters.count(); i += 2) {
            hidden.add(parameters.layout().entries().get(i).shape()[2]);
        }
        return hidden;
    }

    /// @throws IllegalArgumentException when the file is none of these
    public static InverseDynamics restore(Safetensors file) {
        Normaliser normaliser = new Normaliser(file.values(MEAN), file.values(DEVIATION));
        int members = Integer.parseInt(file.text(MEMBERS));
        int actionSize = Integer.parseInt(file.text(ACTION));
        List<Integer> hidden =
                Stream.of(file.text(HIDDEN).split(",")).map(Integer::valueOf).toList();
        ParameterLayout layout = layout(members, hidden, normaliser.size(), actionSize);
        return new InverseDynamics(
                members, actionSize, normaliser, new FlatParameters(layout, file.values(NETWORK), false));
    }

    @Override
    public void close() {
        parameters.close();
    }
}
