package io.teleloop.learning.actorcritic;

import java.util.random.RandomGenerator;

/// All that an actor and its critics have become, apart from the engine that computes them: an update of any engine
/// from the same state, batch and noise gives the same.
///
/// @param actor laid out as [ActorCriticConfig#actorLayout()]
/// @param critic laid out as [ActorCriticConfig#criticLayout()]
/// @param target of the critics, the same layout
/// @param logTemperature one value, log alpha
public record ActorCriticState(Optimised actor, Optimised critic, float[] target, Optimised logTemperature) {

    /// Parameters and their Adam moments.
    ///
    /// @param steps that the optimiser has taken
    public record Optimised(float[] values, float[] firstMoment, float[] secondMoment, long steps) {
        static Optimised fresh(float[] values) {
            return new Optimised(values, new float[values.length], new float[values.length], 0);
        }
    }

    /// To start from; the targets equal the critics.
    public static ActorCriticState initial(ActorCriticConfig config, RandomGenerator random) {
        float[] actor = config.actorLayout().initial(random);
        float[] critic = config.criticLayout().initial(random);
        float logTemperature =
                switch (config.actor().distribution()) {
                    case ActorCriticConfig.Distribution.TanhGaussian gaussian ->
                        (float) Math.log(gaussian.initialTemperature());
                    case ActorCriticConfig.Distribution.FixedNoise _ -> 0;
                };
        return new ActorCriticState(
                Optimised.fresh(actor), Optimised.fresh(critic), critic.clone(), Optimised.fresh(new float[] {
                    logTemperature
                }));
    }
}
