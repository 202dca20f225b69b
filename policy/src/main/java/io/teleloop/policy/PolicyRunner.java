package io.teleloop.policy;

import io.teleloop.contract.policy.PolicyCard;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One policy at work on one robot. A residual and the base below it act as one.
///
/// A chunked network is asked every `execute` actions; what it decided is handed out in between. Noise is drawn only
/// from a given generator and only for a policy that explores; a base below a residual never explores. The same
/// observations and the same generator give the same actions.
///
/// Not safe for use by several threads at once.
public final class PolicyRunner implements AutoCloseable {
    private final PolicyCard card;
    private final Network network;
    private final ChunkQueue queue;
    private final @Nullable PolicyRunner base;
    private final @Nullable RandomGenerator random;

    private PolicyRunner(
            PolicyCard card, Network network, @Nullable PolicyRunner base, @Nullable RandomGenerator random) {
        this.card = card;
        this.network = network;
        this.queue = new ChunkQueue(card.model().execute(), card.action().size());
        this.base = base;
        this.random = random;
    }

    /// Loads a policy that does what it holds best, without exploration.
    ///
    /// @throws PolicyFaultException when a model cannot be run or does not fit its card
    public static PolicyRunner open(PolicyBundle bundle) {
        return load(bundle, null);
    }

    /// Loads a policy that tries what it is not sure of, if its card says that it can.
    ///
    /// @param random source of every draw
    /// @throws PolicyFaultException when a model cannot be run or does not fit its card
    public static PolicyRunner exploring(PolicyBundle bundle, RandomGenerator random) {
        return load(bundle, bundle.card().model().explores() ? random : null);
    }

    private static PolicyRunner load(PolicyBundle bundle, @Nullable RandomGenerator random) {
        Network network = Network.open(bundle.card(), bundle.model());
        PolicyBundle below = bundle.base();
        try {
            return new PolicyRunner(bundle.card(), network, below == null ? null : open(below), random);
        } catch (PolicyFaultException e) {
            network.close();
            throw e;
        }
    }

    public PolicyCard card() {
        return card;
    }

    /// Decides one control tick.
    ///
    /// @param observation as the card's observation spec lays it out, raw SI units
    /// @throws PolicyFaultException when the observation or the decision is not finite or of another
    ///     size; the policy then starts anew at the next tick
    public PolicyDecision act(float[] observation) {
        requireObservation(observation);
        try {
            float[] baseAction =
                    base == null ? new float[0] : base.act(observation).action();
            if (queue.isEmpty()) {
                queue.refill(ask(observation, baseAction));
            }
            return new PolicyDecision(queue.next(), baseAction);
        } catch (PolicyFaultException e) {
            reset();
            throw e;
        }
    }

    /// Forgets what was decided for later ticks: an episode begins, or somebody else has driven meanwhile.
    public void reset() {
        queue.clear();
        if (base != null) {
            base.reset();
        }
    }

    @Override
    public void close() {
        network.close();
        if (base != null) {
            base.close();
        }
    }

    private float[] ask(float[] observation, float[] baseAction) {
        network.observe(observation);
        if (baseAction.length > 0) {
            network.above(baseAction);
        }
        if (random != null && card.model().noiseSize() > 0) {
            network.noise(standardNormal(random, card.model().noiseSize()));
        }
        float[] actions = network.call();
        for (int i = 0; i < actions.length; i++) {
            actions[i] = Math.clamp(actions[i], -1, 1);
        }
        return actions;
    }

    private static float[] standardNormal(RandomGenerator random, int size) {
        float[] noise = new float[size];
        for (int i = 0; i < size; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    private void requireObservation(float[] observation) {
        if (observation.length != card.observation().size()) {
            throw new PolicyFaultException("policy " + card.name() + " observes "
                    + card.observation().size() + " numbers, it was given " + observation.length);
        }
        for (int i = 0; i < observation.length; i++) {
            if (!Float.isFinite(observation[i])) {
                throw new PolicyFaultException("policy " + card.name() + " was given " + observation[i] + " at place "
                        + i + " of an observation");
            }
        }
    }
}
