package io.teleloop.learning.fused;

import io.teleloop.learning.replay.Batch;

/// The part of the actor's loss that pulls it to demonstrated actions: the mean over the batch of the squared distance.
///
/// @param weight 0 for none
record Imitation(double weight) {
    /// Adds the gradient by a shard's actions.
    void pull(Shard rows, ActionSample sample, Batch batch) {
        float slope = (float) (2 * weight / batch.size());
        for (int at = 0; at < rows.rows() * sample.actionSize; at++) {
            sample.actionGradient[at] += slope * distance(rows, sample, batch, at);
        }
    }

    double loss(BatchBuffers room, Batch batch) {
        double sum = 0;
        for (int shard = 0; shard < room.samples.length; shard++) {
            Shard rows = room.shards.get(shard);
            ActionSample sample = room.samples[shard];
            for (int at = 0; at < rows.rows() * sample.actionSize; at++) {
                sum += Math.pow(distance(rows, sample, batch, at), 2);
            }
        }
        return weight * sum / batch.size();
    }

    /// 0 where nothing was demonstrated.
    private static float distance(Shard rows, ActionSample sample, Batch batch, int at) {
        float demonstrated = batch.demonstrated[rows.from() + at / sample.actionSize];
        return demonstrated * (sample.action[at] - batch.actions[rows.from() * sample.actionSize + at]);
    }
}
