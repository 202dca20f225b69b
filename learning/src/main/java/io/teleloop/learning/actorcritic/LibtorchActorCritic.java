package io.teleloop.learning.actorcritic;

import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.Torch;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The update of RLPD (Ball et al. 2023) on libtorch: an ensemble of critics, the minimum of a random subset as the
/// target, the mean of all as what the actor climbs.
public final class LibtorchActorCritic implements ActorCritic {
    static {
        Torch.load();
    }

    private static final ScalarTypeOptional SAME_TYPE = Torch.retain(new ScalarTypeOptional());
    private static final ParameterLayout ONE_NUMBER = new ParameterLayout(
            List.of(new ParameterLayout.Entry("log_temperature", 0, new int[] {1}, ParameterLayout.Kind.BIAS)));

    private final ActorCriticConfig config;
    private final FlatParameters actorParameters;
    private final FlatParameters criticParameters;
    private final FlatParameters targetParameters;
    private final FlatParameters logTemperature;
    private final Adam actorAdam;
    private final Adam criticAdam;
    private final Adam temperatureAdam;
    private final LibtorchActor actor;
    private final Mlp critic;
    private final Mlp target;
    private final Scalar targetRate;
    private final ScalarOptional lowestReturn;
    private final ScalarOptional highestReturn;
    private final Scalar imitation;
    private final Scalar targetEntropy;
    private @Nullable DeviceBatch inputs;

    public LibtorchActorCritic(ActorCriticConfig config, ActorCriticState state) {
        this.config = config;
        actorParameters = new FlatParameters(config.actorLayout(), state.actor().values(), true);
        criticParameters =
                new FlatParameters(config.criticLayout(), state.critic().values(), true);
        targetParameters = new FlatParameters(config.criticLayout(), state.target(), false);
        logTemperature = new FlatParameters(ONE_NUMBER, state.logTemperature().values(), true);
        ActorCriticConfig.Actor a = config.actor();
        ActorCriticConfig.Critic c = config.critic();
        actorAdam = new Adam(actorParameters, a.learningRate(), a.weightDecay(), config.maxGradientNorm());
        criticAdam = new Adam(criticParameters, c.learningRate(), c.weightDecay(), config.maxGradientNorm());
        actor = new LibtorchActor(config, new Mlp(actorParameters, a.activation(), a.layerNorm()));
        critic = new Mlp(criticParameters, c.activation(), c.layerNorm());
        target = new Mlp(targetParameters, c.activation(), c.layerNorm());
        targetRate = Torch.scalar(c.targetRate());
        lowestReturn = Torch.retain(new ScalarOptional(Torch.scalar(c.returns().lowest())));
        highestReturn = Torch.retain(new ScalarOptional(Torch.scalar(c.returns().highest())));
        imitation = Torch.scalar(a.imitation());
        switch (a.distribution()) {
            case Distribution.TanhGaussian gaussian -> {
                temperatureAdam = new Adam(logTemperature, gaussian.temperatureLearningRate(), 0, 0);
                targetEntropy = Torch.scalar(gaussian.targetEntropy());
            }
            case Distribution.FixedNoise _ -> {
                temperatureAdam = new Adam(logTemperature, 0, 0, 0);
                targetEntropy = Torch.scalar(0);
            }
        }
        restore(state);
    }

    @Override
    public ActorCriticConfig config() {
        return config;
    }

    @Override
    public CriticLoss updateCritic(Batch batch, float[] nextNoise, int[] heads) {
        if (heads.length != config.critic().targetHeads()) {
            throw new IllegalArgumentException("the target takes "
                    + config.critic().targetHeads() + " critics, the update was given " + heads.length);
        }
        try (PointerScope scope = new PointerScope()) {
            DeviceBatch in = inputs(batch);
            Tensor rewards = in.rewards().with(batch.rewards);
            Tensor goal;
            try (NoGradGuard guard = new NoGradGuard()) {
                goal = rewards.add(in.discounts()
                        .with(batch.discounts)
                        .mul(nextValue(in, batch, in.noise().with(nextNoise), heads)));
                goal = goal.clamp(lowestReturn, highestReturn);
            }
            Tensor observations = in.observations().with(batch.observations);
            Tensor values = critic.forward(
                    forHeads(config.critic().heads(), observations, in.actions().with(batch.actions)));
            Tensor loss = values.sub(goal).square().mean();
            criticAdam.step(criticParameters.gradient(loss));
            targetParameters.follow(criticParameters, targetRate);
            return new CriticLoss(
                    loss.item_double(), values.mean().item_double(), goal.mean().item_double());
        }
    }

    /// [batch, 1]: the minimum of some target critics at the next action, with the entropy bonus where it belongs in.
    private Tensor nextValue(DeviceBatch in, Batch batch, Tensor noise, int[] heads) {
        Tensor observations = in.nextObservations().with(batch.nextObservations);
        LibtorchActor.Sample next =
                actor.sample(observations, in.nextBaseActions().with(batch.nextBaseActions), noise);
        Tensor x = forHeads(heads.length, observations, next.action());
        Tensor values = heads.length == config.critic().heads()
                ? target.forward(x)
                : target.forward(
                        torch.tensor(Arrays.stream(heads).asLongStream().toArray()), x);
        Tensor value = values.amin(new long[] {0}, false);
        return config.critic().entropyBackup() ? value.sub(temperature().mul(next.logProbability())) : value;
    }

    @Override
    public ActorLoss updateActor(Batch batch, float[] noise) {
        try (PointerScope scope = new PointerScope()) {
            DeviceBatch in = inputs(batch);
            Tensor observations = in.observations().with(batch.observations);
            LibtorchActor.Sample sample = actor.sample(
                    observations,
                    in.baseActions().with(batch.baseActions),
                    in.noise().with(noise));
            Tensor value = critic.forward(forHeads(config.critic().heads(), observations, sample.action()))
                    .mean(new long[] {0}, false, SAME_TYPE);
            Tensor apart = apart(in, batch, sample.action());
            return switch (config.actor().distribution()) {
                case Distribution.TanhGaussian _ -> climbWithEntropy(sample.logProbability(), value, apart);
                case Distribution.FixedNoise _ -> {
                    Tensor loss = apart.sub(value.mean());
                    actorAdam.step(actorParameters.gradient(loss));
                    yield new ActorLoss(loss.item_double(), 0, 0, 0);
                }
            };
        }
    }

    /// The weighted mean over the batch of the squared distance to demonstrated actions.
    private Tensor apart(DeviceBatch in, Batch batch, Tensor action) {
        Tensor distance = action.sub(in.actions().with(batch.actions)).square().sum(new long[] {-1}, true, SAME_TYPE);
        return distance.mul(in.demonstrated().with(batch.demonstrated)).mean().mul(imitation);
    }

    private ActorLoss climbWithEntropy(Tensor logProbability, Tensor value, Tensor apart) {
        Tensor alpha = temperature();
        double alphaBefore = alpha.item_double();
        Tensor loss = alpha.detach().mul(logProbability).sub(value).mean().add(apart);
        actorAdam.step(actorParameters.gradient(loss));
        Tensor entropy = logProbability.detach().mean().neg();
        Tensor temperatureLoss = alpha.mul(entropy.sub(targetEntropy)).sum();
        temperatureAdam.step(logTemperature.gradient(temperatureLoss));
        return new ActorLoss(loss.item_double(), entropy.item_double(), alphaBefore, temperatureLoss.item_double());
    }

    private Tensor temperature() {
        return logTemperature.get(0).exp();
    }

    /// [heads, batch, observationSize + actionSize] without copies for the heads.
    private static Tensor forHeads(int heads, Tensor observations, Tensor actions) {
        Tensor x = torch.cat(new TensorVector(observations, actions), -1);
        return x.unsqueeze(0).expand(heads, x.size(0), x.size(1));
    }

    private DeviceBatch inputs(Batch batch) {
        config.requireSizesOf(batch);
        if (inputs == null || inputs.size() != batch.size()) {
            if (inputs != null) {
                inputs.close();
            }
            inputs = DeviceBatch.like(batch);
        }
        return inputs;
    }

    @Override
    public ActorCriticState state() {
        return new ActorCriticState(
                optimised(actorParameters, actorAdam),
                optimised(criticParameters, criticAdam),
                targetParameters.values(),
                optimised(logTemperature, temperatureAdam));
    }

    private static ActorCriticState.Optimised optimised(FlatParameters parameters, Adam adam) {
        return new ActorCriticState.Optimised(
                parameters.values(), adam.firstMoment(), adam.secondMoment(), adam.steps());
    }

    @Override
    public void restore(ActorCriticState state) {
        restore(actorParameters, actorAdam, state.actor());
        restore(criticParameters, criticAdam, state.critic());
        targetParameters.set(state.target());
        restore(logTemperature, temperatureAdam, state.logTemperature());
    }

    private static void restore(FlatParameters parameters, Adam adam, ActorCriticState.Optimised saved) {
        parameters.set(saved.values());
        adam.restore(saved.firstMoment(), saved.secondMoment(), saved.steps());
    }

    @Override
    public void close() {
        actorAdam.close();
        criticAdam.close();
        temperatureAdam.close();
        actor.close();
        critic.close();
        target.close();
        logTemperature.close();
        Torch.release(targetRate, lowestReturn, highestReturn, imitation, targetEntropy);
        if (inputs != null) {
            inputs.close();
        }
    }
}
