package io.teleloop.learning.actorcritic;

import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.tensor.HostTensor;

/// Memory that batches of one size are copied to before libtorch computes with them.
record DeviceBatch(
        int size,
        HostTensor observations,
        HostTensor actions,
        HostTensor rewards,
        HostTensor discounts,
        HostTensor nextObservations,
        HostTensor baseActions,
        HostTensor nextBaseActions,
        HostTensor demonstrated,
        HostTensor noise)
        implements AutoCloseable {

    static DeviceBatch like(Batch batch) {
        int n = batch.size();
        return new DeviceBatch(
                n,
                new HostTensor(n, batch.observationSize()),
                new HostTensor(n, batch.actionSize()),
                new HostTensor(n, 1),
                new HostTensor(n, 1),
                new HostTensor(n, batch.observationSize()),
                new HostTensor(n, batch.baseSize()),
                new HostTensor(n, batch.baseSize()),
                new HostTensor(n, 1),
                new HostTensor(n, batch.actionSize()));
    }

    @Override
    public void close() {
        observations.close();
        actions.close();
        rewards.close();
        discounts.close();
        nextObservations.close();
        baseActions.close();
        nextBaseActions.close();
        demonstrated.close();
        noise.close();
    }
}
