package io.teleloop.learning.actorcritic;

import io.teleloop.learning.actorcritic.ActorCriticState.Optimised;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.Torch;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Decides a gripper with few levels: one value for each level, learned with double Q-learning (HIL-SERL, Luo et al.
/// 2024; van Hasselt et al. 2016). Telling the gripper another thing costs a penalty, else it would chatter.
public final class GripperCritic implements AutoCloseable {
    static {
        Torch.load();
    }

    /// Normalised commands: closed, half open, open.
    private static final float[] LEVELS = {-1, 0, 1};

    private final Config config;
    private final FlatParameters parameters;
    private final FlatParameters targetParameters;
    private final Mlp network;
    private final Mlp target;
    private final Adam adam;
    private final Scalar targetRate;

    /// @param hidden sizes of the hidden layers
    /// @param learningRate of Adam
    /// @param targetRate share that the target takes over at each update
    /// @param penalty of telling the gripper another thing than before
    public record Config(
            int observationSize,
            List<Integer> hidden,
            Activation activation,
            boolean layerNorm,
            double learningRate,
            double targetRate,
            double penalty) {
        public Config {
            hidden = List.copyOf(hidden);
        }

        /// From the normalised observation to one value for each level.
        public ParameterLayout layout() {
            return ParameterLayout.mlp(observationSize, hidden, LEVELS.length, layerNorm, false);
        }
    }

    /// @param values and their Adam moments
    /// @param target the same layout
    public record State(Optimised values, float[] target) {}

    public GripperCritic(Config config, RandomGenerator random) {
        this.config = config;
        float[] start = config.layout().initial(random);
        parameters = new FlatParameters(config.layout(), start, true);
        targetParameters = new FlatParameters(config.layout(), start, false);
        network = new Mlp(parameters, config.activation(), config.layerNorm());
        target = new Mlp(targetParameters, config.activation(), config.layerNorm());
        adam = new Adam(parameters, config.learningRate(), 0, 0);
        targetRate = Torch.scalar(config.targetRate());
    }

    public static float[] levels() {
        return LEVELS.clone();
    }

    /// The level that is nearest to a normalised command.
    public static int level(float command) {
        int nearest = 0;
        for (int i = 1; i < LEVELS.length; i++) {
            if (Math.abs(command - LEVELS[i]) < Math.abs(command - LEVELS[nearest])) {
                nearest = i;
            }
        }
        return nearest;
    }

    public Config config() {
        return config;
    }

    /// One step towards r - penalty + discount * target value of the level that looks best next.
    ///
    /// @return mean over the batch of (q - target)^2
    public double update(Batch batch) {
        int n = batch.size();
        float[] rewards = batch.rewards.clone();
        long[] levels = new long[n];
        for (int i = 0; i < n; i++) {
            rewards[i] -= batch.gripperMoved[i] ? (float) config.penalty() : 0;
            levels[i] = batch.gripperLevels[i];
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor goal;
            try (NoGradGuard guard = new NoGradGuard()) {
                Tensor next = Torch.tensor(batch.nextObservations, n, config.observationSize());
                Tensor best = network.forward(next).argmax(new LongOptional(1), true);
                Tensor value = target.forward(next).gather(1, best);
                goal = Torch.tensor(rewards, n, 1)
                        .add(Torch.tensor(batch.discounts, n, 1).mul(value));
            }
            Tensor observations = Torch.tensor(batch.observations, n, config.observationSize());
            Tensor taken =
                    network.forward(observations).gather(1, torch.tensor(levels).unsqueeze(1));
            Tensor loss = taken.sub(goal).square().mean();
            adam.step(parameters.gradient(loss));
            targetParameters.follow(parameters, targetRate);
            return loss.item_double();
        }
    }

    /// Laid out as [Config#layout()].
    public float[] values() {
        return parameters.values();
    }

    public State state() {
        return new State(
                new Optimised(parameters.values(), adam.firstMoment(), adam.secondMoment(), adam.steps()),
                targetParameters.values());
    }

    public void restore(State state) {
        parameters.set(state.values().values());
        adam.restore(
                state.values().firstMoment(),
                state.values().secondMoment(),
                state.values().steps());
        targetParameters.set(state.target());
    }

    @Override
    public void close() {
        adam.close();
        network.close();
        target.close();
        Torch.release(targetRate);
    }
}
