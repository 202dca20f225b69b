package io.teleloop.learning.fused;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import java.util.List;

/// Room for the passes of one batch. What one thread needs at a time it has once, what must last from one job to the
/// next exists for each shard.
final class BatchBuffers {
    final int size;
    final List<Shard> shards;
    /// Of the actor, by shard.
    final Trace[] actor;
    /// By shard.
    final ActionSample[] samples;
    /// Of a critic, by thread.
    final Trace[] critic;
    /// [size]
    final float[] targets;
    /// By head, [size].
    final float[][] values;
    /// By shard, of the actor's parameters.
    final float[][] actorGradients;
    /// By head and shard, of that head's parameters.
    final float[][][] criticGradients;
    /// By head and shard, [rows, actionSize].
    final float[][][] actionGradients;

    BatchBuffers(ActorCriticConfig config, Perceptron actorShape, Perceptron criticShape, int size, int threads) {
        this.size = size;
        shards = Shard.of(size);
        int count = shards.size();
        int heads = config.critic().heads();
        int actionSize = config.actionSize();
        actor = new Trace[count];
        samples = new ActionSample[count];
        actorGradients = new float[count][actorShape.size()];
        for (int i = 0; i < count; i++) {
            actor[i] = new Trace(actorShape, shards.get(i).rows());
            samples[i] = new ActionSample(shards.get(i).rows(), actionSize);
        }
        critic = new Trace[threads];
        for (int i = 0; i < threads; i++) {
            critic[i] = new Trace(criticShape, Math.min(size, Shard.MAXIMUM_ROWS));
        }
        targets = new float[size];
        values = new float[heads][size];
        criticGradients = new float[heads][count][criticShape.size()];
        actionGradients = new float[heads][count][Math.min(size, Shard.MAXIMUM_ROWS) * actionSize];
    }
}
