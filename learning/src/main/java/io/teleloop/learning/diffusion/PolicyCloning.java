package io.teleloop.learning.diffusion;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Makes a Gaussian policy of episodes by the likelihood of what was done in them.
///
/// @param hidden sizes of the hidden layers
/// @param learningRate of Adam
/// @param batchSize control ticks of an update
/// @param updates of the weights
/// @param minimumDeviation of atanh of an action; it bounds how likely anything can be
public record PolicyCloning(
        List<Integer> hidden, double learningRate, int batchSize, int updates, double minimumDeviation) {
    static {
        Torch.load();
    }

    public static final PolicyCloning DEFAULT = new PolicyCloning(List.of(128, 128), 1e-3, 256, 2000, 0.3);

    private static final double MAXIMUM_LOG_DEVIATION = 1;

    public PolicyCloning {
        hidden = List.copyOf(hidden);
    }

    /// @param trajectories at least one
    /// @param seed of all random numbers
    public GaussianPolicy policy(List<Trajectory> trajectories, long seed) {
        SeededGenerator random = new SeededGenerator(seed);
        List<Transition> ticks = trajectories.stream()
                .flatMap(trajectory -> trajectory.transitions().stream())
                .toList();
        Normaliser normaliser =
                Normaliser.of(ticks.stream().map(Transition::observation).toList());
        int actionSize = ticks.getFirst().action().length;
        ParameterLayout layout = ParameterLayout.mlp(normaliser.size(), hidden, 2 * actionSize, false, false);
        FlatParameters parameters = new FlatParameters(layout, layout.initial(random), true);
        GaussianPolicy policy = new GaussianPolicy(
                new Mlp(parameters, Activation.RELU, false),
                normaliser,
                Math.log(minimumDeviation),
                MAXIMUM_LOG_DEVIATION);
        try (Adam adam = new Adam(parameters, learningRate, 0, 0)) {
            for (int update = 0; update < updates; update++) {
                try (PointerScope scope = new PointerScope()) {
                    adam.step(parameters.gradient(loss(policy, ticks, normaliser.size(), actionSize, random)));
                }
            }
        }
        return policy;
    }

    private Tensor loss(
            GaussianPolicy policy,
            List<Transition> ticks,
            int observationSize,
            int actionSize,
            SeededGenerator random) {
        float[] seen = new float[batchSize * observationSize];
        float[] done = new float[batchSize * actionSize];
        for (int row = 0; row < batchSize; row++) {
            Transition tick = ticks.get(random.nextInt(ticks.size()));
            System.arraycopy(tick.observation(), 0, seen, row * observationSize, observationSize);
            System.arraycopy(WindowCodec.unsquashed(tick.action()), 0, done, row * actionSize, actionSize);
        }
        return policy.at(Torch.tensor(seen, batchSize, observationSize))
                .logLikelihood(Torch.tensor(done, batchSize, actionSize))
                .mean()
                .neg();
    }
}
