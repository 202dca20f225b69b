package io.teleloop.learning.bench;

import com.sun.management.OperatingSystemMXBean;
import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.LibtorchActorCritic;
import io.teleloop.learning.fused.FusedActorCritic;
import io.teleloop.learning.replay.Batch;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/// One of our own engines.
final class EngineContender implements Contender {
    private static final int BATCHES = 8;

    private final String name;
    private final int threads;
    private final ActorCritic actorCritic;
    private final Batch[] batches = new Batch[BATCHES];
    private final float[] noise;
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private int updates;

    private EngineContender(String name, ActorCritic actorCritic, int batchSize, int threads) {
        this.name = name;
        this.actorCritic = actorCritic;
        this.threads = threads;
        ActorCriticConfig config = actorCritic.config();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = batch(config, batchSize, random);
        }
        noise = new float[batchSize * config.actionSize()];
        fill(noise, 1, random);
    }

    /// On one thread, as learners use it.
    static EngineContender libtorch(ActorCriticConfig config, int batchSize) {
        return new EngineContender("libtorch", new LibtorchActorCritic(config, initial(config)), batchSize, 1);
    }

    static EngineContender fused(ActorCriticConfig config, int batchSize, int threads) {
        return new EngineContender("fused", new FusedActorCritic(config, initial(config), threads), batchSize, threads);
    }

    private static ActorCriticState initial(ActorCriticConfig config) {
        return ActorCriticState.initial(config, new SplittableRandom(0));
    }

    private static Batch batch(ActorCriticConfig config, int size, SplittableRandom random) {
        Batch batch = new Batch(size, config.observationSize(), config.actionSize(), config.baseSize());
        fill(batch.observations, 1, random);
        fill(batch.nextObservations, 1, random);
        fill(batch.rewards, 0.5, random);
        for (int i = 0; i < batch.actions.length; i++) {
            batch.actions[i] = (float) random.nextDouble(-1, 1);
        }
        for (int i = 0; i < size; i++) {
            batch.discounts[i] = random.nextInt(50) == 0 ? 0 : 0.99f;
        }
        return batch;
    }

    private static void fill(float[] values, double deviation, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public Speed run(Update update, double seconds) {
        int before = updates;
        long processor = process.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            update(update);
        }
        double wall = (System.nanoTime() - start) * 1e-9;
        return Speed.of(updates - before, wall, (process.getProcessCpuTime() - processor) * 1e-9);
    }

    private void update(Update update) {
        Batch batch = batches[updates % BATCHES];
        int first = updates % (actorCritic.config().critic().heads() - 1);
        actorCritic.updateCritic(batch, noise, new int[] {first, first + 1});
        if (update == Update.FULL) {
            actorCritic.updateActor(batch, noise);
        }
        updates++;
    }

    @Override
    public void close() {
        actorCritic.close();
    }
}
