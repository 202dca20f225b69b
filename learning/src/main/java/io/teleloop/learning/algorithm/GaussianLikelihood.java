package io.teleloop.learning.algorithm;

import io.teleloop.learning.export.ImitationExport;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.replay.ChunkBuffer;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.Torch;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/// The network gives mean and log standard deviation of the action; the loss is the negative log-likelihood, nats for
/// each dimension.
record GaussianLikelihood(Problem problem, ImitationConfig config) implements ImitationObjective {
    static {
        Torch.load();
    }

    private static final float MINIMUM_LOG_STD = -5;
    private static final float MAXIMUM_LOG_STD = 1;
    private static final ScalarOptional MINIMUM = Torch.retain(new ScalarOptional(Torch.scalar(MINIMUM_LOG_STD)));
    private static final ScalarOptional MAXIMUM = Torch.retain(new ScalarOptional(Torch.scalar(MAXIMUM_LOG_STD)));
    private static final Scalar HALF = Torch.scalar(0.5);
    private static final Scalar HALF_LOG_TWO_PI = Torch.scalar(0.5 * Math.log(2 * Math.PI));

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.mlp(
                problem.observationSize(), config.hidden(), 2 * problem.actionSize(), config.layerNorm(), false);
    }

    @Override
    public int chunk() {
        return 1;
    }

    @Override
    public Tensor loss(Mlp network, ChunkBuffer.Chunks batch, RandomGenerator random) {
        int size = problem.actionSize();
        Tensor observations = Torch.tensor(batch.observations(), batch.rows(), problem.observationSize());
        Tensor actions = Torch.tensor(batch.actions(), batch.rows(), size);
        Tensor output = network.forward(observations);
        Tensor mean = output.narrow(1, 0, size);
        Tensor logDeviation = output.narrow(1, size, size).clamp(MINIMUM, MAXIMUM);
        Tensor distance = actions.sub(mean).div(logDeviation.exp()).square().mul(HALF);
        return distance.add(logDeviation).add(HALF_LOG_TWO_PI).mean();
    }

    @Override
    public ExportedNetwork export(float[] values) {
        byte[] onnx = new ImitationExport(layout(), values, Activation.RELU, config.layerNorm(), problem.normaliser())
                .gaussian(problem.actionSize(), MINIMUM_LOG_STD, MAXIMUM_LOG_STD);
        return new ExportedNetwork(onnx, 1, 1, problem.actionSize(), true, 0);
    }
}
