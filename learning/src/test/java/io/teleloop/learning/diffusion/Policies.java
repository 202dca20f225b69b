package io.teleloop.learning.diffusion;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import java.util.List;

/// Policies for tests.
final class Policies {
    private Policies() {}

    /// Does the same whatever it sees: one number of observation, one of action.
    static GaussianPolicy constant(double mean, double deviation) {
        ParameterLayout layout = ParameterLayout.mlp(1, List.of(), 2, false, true);
        float[] values = {0, 0, (float) mean, (float) Math.log(deviation)};
        return new GaussianPolicy(
                new Mlp(new FlatParameters(layout, values, false), Activation.RELU, false),
                Normaliser.identity(1),
                -5,
                1);
    }
}
