package io.teleloop.learning.algorithm;

import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.replay.ChunkBuffer;
import io.teleloop.learning.tensor.ParameterLayout;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/// What an imitating network is asked for, and how it then acts.
interface ImitationObjective {
    ParameterLayout layout();

    /// Actions that go with one observation.
    int chunk();

    /// Mean over the batch. Call it inside a scope.
    ///
    /// @param batch its observations normalised
    /// @param random source of what the objective draws
    Tensor loss(Mlp network, ChunkBuffer.Chunks batch, RandomGenerator random);

    /// @param values laid out as [#layout()]
    ExportedNetwork export(float[] values);
}
