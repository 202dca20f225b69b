package io.teleloop.learning.algorithm;

import io.teleloop.learning.export.ImitationExport;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.network.TimeFeatures;
import io.teleloop.learning.replay.ChunkBuffer;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/// The network gives the velocity with which noise becomes a chunk of actions on a straight way: at time t the chunk is
/// (1 - t) noise + t actions, and its velocity actions - noise (Lipman et al. 2023, "Flow Matching for Generative
/// Modeling"; Liu et al. 2023, "Flow Straight and Fast"). The loss is the velocity's squared error.
///
/// @param chunk actions that one call decides
/// @param execute of them that are carried out before the next call
/// @param steps of Euler's method when it acts
record FlowMatching(Problem problem, ImitationConfig config, int chunk, int execute, int steps)
        implements ImitationObjective {
    private static final long START_SEED = 1;

    /// Without exploration every chunk begins with the same draw. Zero would do worse: it lies between the ways that
    /// demonstrations take, so that errors of the network would choose, at each observation anew.
    private float[] start() {
        float[] start = new float[chunkSize()];
        new SeededGenerator(START_SEED).fillGaussian(start);
        return start;
    }

    private int chunkSize() {
        return chunk * problem.actionSize();
    }

    private int inputSize() {
        return problem.observationSize() + chunkSize() + TimeFeatures.SIZE;
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.mlp(inputSize(), config.hidden(), chunkSize(), config.layerNorm(), false);
    }

    @Override
    public Tensor loss(Mlp network, ChunkBuffer.Chunks batch, RandomGenerator random) {
        int seen = problem.observationSize();
        float[] input = new float[batch.rows() * inputSize()];
        float[] velocity = new float[batch.rows() * chunkSize()];
        for (int row = 0; row < batch.rows(); row++) {
            float time = random.nextFloat();
            int at = row * inputSize();
            System.arraycopy(batch.observations(), row * seen, input, at, seen);
            for (int i = 0; i < chunkSize(); i++) {
                float action = batch.actions()[row * chunkSize() + i];
                float noise = (float) random.nextGaussian();
                input[at + seen + i] = (1 - time) * noise + time * action;
                velocity[row * chunkSize() + i] = action - noise;
            }
            System.arraycopy(TimeFeatures.of(time), 0, input, at + seen + chunkSize(), TimeFeatures.SIZE);
        }
        return network.forward(Torch.tensor(input, batch.rows(), inputSize()))
                .sub(Torch.tensor(velocity, batch.rows(), chunkSize()))
                .square()
                .mean();
    }

    @Override
    public ExportedNetwork export(float[] values) {
        byte[] onnx = new ImitationExport(layout(), values, Activation.RELU, config.layerNorm(), problem.normaliser())
                .flow(start(), steps);
        return new ExportedNetwork(onnx, chunk, execute, chunkSize(), false, 0);
    }
}
