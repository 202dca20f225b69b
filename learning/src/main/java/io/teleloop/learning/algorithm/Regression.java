package io.teleloop.learning.algorithm;

import io.teleloop.learning.export.ImitationExport;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.replay.ChunkBuffer;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.Torch;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/// The network gives the action; the loss is its squared error. Where demonstrations do one thing or another, it does
/// what lies between.
record Regression(Problem problem, ImitationConfig config) implements ImitationObjective {
    @Override
    public ParameterLayout layout() {
        return ParameterLayout.mlp(
                problem.observationSize(), config.hidden(), problem.actionSize(), config.layerNorm(), false);
    }

    @Override
    public int chunk() {
        return 1;
    }

    @Override
    public Tensor loss(Mlp network, ChunkBuffer.Chunks batch, RandomGenerator random) {
        Tensor observations = Torch.tensor(batch.observations(), batch.rows(), problem.observationSize());
        Tensor actions = Torch.tensor(batch.actions(), batch.rows(), problem.actionSize());
        return network.forward(observations).sub(actions).square().mean();
    }

    @Override
    public ExportedNetwork export(float[] values) {
        byte[] onnx = new ImitationExport(layout(), values, Activation.RELU, config.layerNorm(), problem.normaliser())
                .deterministic(problem.actionSize());
        return new ExportedNetwork(onnx, 1, 1, 0, false, 0);
    }
}
