package io.teleloop.learning.fused;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Interval;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.ActorCriticState.Optimised;
import io.teleloop.learning.actorcritic.ActorLoss;
import io.teleloop.learning.actorcritic.CriticLoss;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.tensor.ParameterLayout;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An actor and its critics, computed by hand on the Vector API.
///
/// Each update is a few jobs, one after the other. A job's tasks are shards of the batch, heads, or both, and are
/// shared out among the threads; the result does not depend on their number.
public final class FusedActorCritic implements ActorCritic {
    private final ActorCriticConfig config;
    private final Workers workers;
    private final ActionHead head;
    private final Imitation imitation;
    private final Perceptron criticShape;
    private final Perceptron actorShape;
    private final ParameterLayout actorLayout;
    private final ParameterLayout criticLayout;
    private final Network actor;
    private final Network[] critics;
    private final float[][] targets;
    private final Temperature temperature;
    private long actorSteps;
    private long criticSteps;
    private @Nullable BatchBuffers buffers;

    /// Whether it can, and fast: it needs `--add-modules jdk.incubator.vector`, the optimising compiler (without it
    /// every vector becomes an object), vectors of four floats or more, and hidden layers.
    public static boolean supports(ActorCriticConfig config) {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                && optimises()
                && Lanes.COUNT >= 4
                && !config.actor().hidden().isEmpty()
                && !config.critic().hidden().isEmpty();
    }

    /// Not so with -XX:TieredStopAtLevel=1.
    private static boolean optimises() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return options.getVMOption("TieredStopAtLevel").getValue().equals("4");
    }

    /// @param threads that compute, the caller's included
    public FusedActorCritic(ActorCriticConfig config, ActorCriticState state, int threads) {
        this.config = config;
        workers = new Workers(threads);
        head = ActionHead.of(config);
        imitation = new Imitation(config.actor().imitation());
        actorLayout = config.actorLayout();
        criticLayout = config.criticLayout();
        actorShape = new Perceptron(
                config.observationSize() + config.baseSize(),
                config.actor().hidden(),
                config.actor().distribution() instanceof Distribution.TanhGaussian
                        ? 2 * config.actionSize()
                        : config.actionSize(),
                config.actor().activation(),
                config.actor().layerNorm());
        criticShape = new Perceptron(
                config.observationSize() + config.actionSize(),
                config.critic().hidden(),
                1,
                config.critic().activation(),
                config.critic().layerNorm());
        actor = new Network(actorShape);
        critics = new Network[config.critic().heads()];
        Arrays.setAll(critics, _ -> new Network(criticShape));
        targets = new float[critics.length][criticShape.size()];
        temperature = new Temperature(config.actor().distribution());
        restore(state);
    }

    @Override
    public ActorCriticConfig config() {
        return config;
    }

    @Override
    public CriticLoss updateCritic(Batch batch, float[] nextNoise, int[] heads) {
        config.requireTargetHeads(heads);
        BatchBuffers room = buffers(batch);
        int shards = room.shards.size();
        workers.run(shards, (thread, shard) -> {
            act(room, shard, batch.nextObservations, batch.nextBaseActions, nextNoise);
            computeTargets(room, room.critic[thread], shard, batch, heads);
        });
        workers.run(critics.length * shards, (thread, task) -> {
            int critic = task / shards;
            descendCritic(room, room.critic[thread], critic, task % shards, batch);
        });
        stepCritics(room);
        return criticLoss(room);
    }

    @Override
    public ActorLoss updateActor(Batch batch, float[] noise) {
        BatchBuffers room = buffers(batch);
        int shards = room.shards.size();
        workers.run(shards, (_, shard) -> act(room, shard, batch.observations, batch.baseActions, noise));
        workers.run(critics.length * shards, (thread, task) -> {
            int critic = task / shards;
            ascendCritic(room, room.critic[thread], critic, task % shards, batch);
        });
        workers.run(shards, (_, shard) -> descendActor(room, shard, batch));
        ActorLoss loss = actorLoss(room, batch);
        float[] gradient = sum(room.actorGradients);
        actorSteps++;
        actor.step(
                Adam.step(
                        actorSteps,
                        config.actor().learningRate(),
                        config.actor().weightDecay(),
                        gradientScale(Vectors.squaredNorm(gradient))),
                gradient);
        temperature.step(loss.temperatureLoss());
        return loss;
    }

    private BatchBuffers buffers(Batch batch) {
        config.requireSizesOf(batch);
        BatchBuffers current = buffers;
        if (current == null || current.size != batch.size()) {
            current = new BatchBuffers(config, actorShape, criticShape, batch.size(), workers.count());
            buffers = current;
        }
        return current;
    }

    // --- the actor acts --------------------------------------------------------------------------------------------

    /// Takes the actor's actions on a shard.
    private void act(BatchBuffers room, int shard, float[] observations, float[] bases, float[] noise) {
        Shard rows = room.shards.get(shard);
        Trace trace = room.actor[shard];
        ActionSample sample = room.samples[shard];
        int actionSize = config.actionSize();
        System.arraycopy(noise, rows.from() * actionSize, sample.noise, 0, rows.rows() * actionSize);
        fillInput(trace, actorShape, rows, observations, bases, rows.from(), config.baseSize());
        if (config.residual()) {
            System.arraycopy(bases, rows.from() * actionSize, sample.base, 0, rows.rows() * actionSize);
        }
        actor.forward(trace, rows.rows());
        head.act(trace.output, actorShape.output().stride(), rows.rows(), sample);
    }

    /// Puts observations and, behind each, `columns` values of another matrix into a network's input.
    ///
    /// @param behind [.., columns], row-major
    /// @param behindFrom its first row
    private void fillInput(
            Trace trace,
            Perceptron shape,
            Shard rows,
            float[] observations,
            float[] behind,
            int behindFrom,
            int columns) {
        int observationSize = config.observationSize();
        int stride = Lanes.padded(shape.inputSize());
        for (int row = 0; row < rows.rows(); row++) {
            int from = (rows.from() + row) * observationSize;
            System.arraycopy(observations, from, trace.input, row * stride, observationSize);
            int behindAt = (behindFrom + row) * columns;
            System.arraycopy(behind, behindAt, trace.input, row * stride + observationSize, columns);
        }
    }

    // --- the critics learn -----------------------------------------------------------------------------------------

    private void computeTargets(BatchBuffers room, Trace trace, int shard, Batch batch, int[] heads) {
        Shard rows = room.shards.get(shard);
        ActionSample next = room.samples[shard];
        float entropyWeight = config.critic().entropyBackup() ? temperature.value() : 0;
        Interval returns = config.critic().returns();
        fillInput(trace, criticShape, rows, batch.nextObservations, next.action, 0, config.actionSize());
        float[] lowest = new float[rows.rows()];
        Arrays.fill(lowest, Float.POSITIVE_INFINITY);
        for (int target : heads) {
            criticShape.forward(targets[target], trace, rows.rows());
            for (int row = 0; row < rows.rows(); row++) {
                lowest[row] = Math.min(lowest[row], trace.output[row]);
            }
        }
        for (int row = 0; row < rows.rows(); row++) {
            int at = rows.from() + row;
            float value = lowest[row] - entropyWeight * next.logProbability[row];
            float goal = batch.rewards[at] + batch.discounts[at] * value;
            room.targets[at] = Math.clamp(goal, (float) returns.lowest(), (float) returns.highest());
        }
    }

    /// The gradient of one critic on one shard.
    private void descendCritic(BatchBuffers room, Trace trace, int critic, int shard, Batch batch) {
        Shard rows = room.shards.get(shard);
        fillInput(trace, criticShape, rows, batch.observations, batch.actions, rows.from(), config.actionSize());
        critics[critic].forward(trace, rows.rows());
        float slope = 2f / (critics.length * room.size);
        for (int row = 0; row < rows.rows(); row++) {
            int at = rows.from() + row;
            room.values[critic][at] = trace.output[row];
            trace.outputGradient[row] = slope * (trace.output[row] - room.targets[at]);
        }
        critics[critic].backward(trace, rows.rows(), room.criticGradients[critic][shard]);
    }

    private void stepCritics(BatchBuffers room) {
        double[] norms = new double[critics.length];
        workers.run(critics.length, (_, critic) -> {
            float[] gradient = sum(room.criticGradients[critic]);
            norms[critic] = config.maxGradientNorm() > 0 ? Vectors.squaredNorm(gradient) : 0;
        });
        criticSteps++;
        Adam adam = Adam.step(
                criticSteps,
                config.critic().learningRate(),
                config.critic().weightDecay(),
                gradientScale(Arrays.stream(norms).sum()));
        float rate = (float) config.critic().targetRate();
        workers.run(critics.length, (_, critic) -> {
            critics[critic].step(adam, room.criticGradients[critic][0]);
            Vectors.follow(targets[critic], critics[critic].values, rate);
        });
    }

    private CriticLoss criticLoss(BatchBuffers room) {
        double loss = 0;
        double value = 0;
        for (float[] values : room.values) {
            for (int row = 0; row < room.size; row++) {
                double error = values[row] - room.targets[row];
                loss += error * error;
                value += values[row];
            }
        }
        double target = 0;
        for (float each : room.targets) {
            target += each;
        }
        double count = (double) critics.length * room.size;
        return new CriticLoss(loss / count, value / count, target / room.size);
    }

    // --- the actor learns ------------------------------------------------------------------------------------------

    /// What one critic says of the actor's actions on a shard, and the gradient of the loss by them.
    private void ascendCritic(BatchBuffers room, Trace trace, int critic, int shard, Batch batch) {
        Shard rows = room.shards.get(shard);
        int actionSize = config.actionSize();
        fillInput(trace, criticShape, rows, batch.observations, room.samples[shard].action, 0, actionSize);
        critics[critic].forward(trace, rows.rows());
        System.arraycopy(trace.output, 0, room.values[critic], rows.from(), rows.rows());
        Arrays.fill(trace.outputGradient, -1f / (critics.length * room.size));
        critics[critic].backward(trace, rows.rows(), null);
        criticShape.inputGradient(
                critics[critic].values,
                trace,
                rows.rows(),
                config.observationSize(),
                actionSize,
                room.actionGradients[critic][shard]);
    }

    /// The gradient of the actor on one shard.
    private void descendActor(BatchBuffers room, int shard, Batch batch) {
        int rows = room.shards.get(shard).rows();
        Trace trace = room.actor[shard];
        ActionSample sample = room.samples[shard];
        Arrays.fill(sample.actionGradient, 0);
        for (float[][] gradients : room.actionGradients) {
            for (int i = 0; i < sample.actionGradient.length; i++) {
                sample.actionGradient[i] += gradients[shard][i];
            }
        }
        imitation.pull(room.shards.get(shard), sample, batch);
        float entropyWeight = temperature.value() / room.size;
        head.backward(
                sample,
                rows,
                entropyWeight,
                trace.outputGradient,
                actorShape.output().stride());
        actor.backward(trace, rows, room.actorGradients[shard]);
    }

    private ActorLoss actorLoss(BatchBuffers room, Batch batch) {
        double value = 0;
        for (float[] values : room.values) {
            for (float each : values) {
                value += each;
            }
        }
        double logProbability = 0;
        for (ActionSample sample : room.samples) {
            for (float each : sample.logProbability) {
                logProbability += each;
            }
        }
        double alpha = temperature.value();
        double entropy = -logProbability / room.size;
        double meanValue = value / ((double) critics.length * room.size);
        double loss = -alpha * entropy - meanValue + imitation.loss(room, batch);
        return new ActorLoss(loss, entropy, alpha, alpha * (entropy - temperature.target()));
    }

    // --- steps -----------------------------------------------------------------------------------------------------

    /// Adds the gradients of all shards to the first.
    private static float[] sum(float[][] shards) {
        for (int shard = 1; shard < shards.length; shard++) {
            Vectors.add(shards[shard], shards[0]);
        }
        return shards[0];
    }

    private double gradientScale(double squaredNorm) {
        if (config.maxGradientNorm() == 0) {
            return 1;
        }
        return Math.min(1, config.maxGradientNorm() / (Math.sqrt(squaredNorm) + Adam.NORM_EPSILON));
    }

    // --- states ----------------------------------------------------------------------------------------------------

    @Override
    public ActorCriticState state() {
        Optimised actorState = empty(actorLayout, actorSteps);
        Optimised criticState = empty(criticLayout, criticSteps);
        float[] target = new float[criticLayout.size()];
        actor.write(actorState, actorLayout, 0);
        for (int i = 0; i < critics.length; i++) {
            critics[i].write(criticState, criticLayout, i);
            Network.unpack(criticShape, targets[i], criticLayout, i, target);
        }
        return new ActorCriticState(actorState, criticState, target, temperature.state());
    }

    private static Optimised empty(ParameterLayout layout, long steps) {
        return new Optimised(new float[layout.size()], new float[layout.size()], new float[layout.size()], steps);
    }

    @Override
    public void restore(ActorCriticState state) {
        requireSize("actor", actorLayout.size(), state.actor().values().length);
        requireSize("critics", criticLayout.size(), state.critic().values().length);
        requireSize("targets", criticLayout.size(), state.target().length);
        actor.read(state.actor(), actorLayout, 0);
        for (int i = 0; i < critics.length; i++) {
            critics[i].read(state.critic(), criticLayout, i);
            Network.pack(criticShape, state.target(), criticLayout, i, targets[i]);
        }
        temperature.restore(state.logTemperature());
        actorSteps = state.actor().steps();
        criticSteps = state.critic().steps();
    }

    private static void requireSize(String what, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(
                    "the state's " + what + " have " + found + " parameters, this configuration's have " + expected);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
