package io.teleloop.learning.actorcritic;

import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.tensor.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// What `src/test/python/parity_fixtures.py` wrote: a start, five batches with their noise, and PyTorch's losses.
public record ParityFixture(ActorCriticConfig config, Safetensors file) {
    public static final int UPDATES = 5;

    private static final int OBSERVATION = 6;
    private static final int ACTION = 3;
    private static final int BATCH = 16;
    private static final double RATE = 1e-2;
    private static final List<Integer> HIDDEN = List.of(32, 32);
    private static final Distribution GAUSSIAN = new Distribution.TanhGaussian(-1, 0.5, 0.2, -ACTION / 2.0, RATE);

    public static ParityFixture twoCritics() {
        return load("two-critics", config(2, true, true, Activation.TANH, GAUSSIAN, 0, 0, 0));
    }

    public static ParityFixture tenCritics() {
        return load("ten-critics", config(10, false, false, Activation.RELU, GAUSSIAN, 0, 0, 0));
    }

    public static ParityFixture residual() {
        return load(
                "residual",
                config(4, false, true, Activation.RELU, new Distribution.FixedNoise(0.1, 0.15), 0.2, 0.1, 0.5));
    }

    private static ActorCriticConfig config(
            int heads,
            boolean entropyBackup,
            boolean actorNorm,
            Activation activation,
            Distribution distribution,
            double residualScale,
            double weightDecay,
            double maxNorm) {
        return new ActorCriticConfig(
                OBSERVATION,
                ACTION,
                new ActorCriticConfig.Actor(HIDDEN, activation, actorNorm, distribution, RATE, weightDecay),
                new ActorCriticConfig.Critic(
                        HIDDEN, activation, true, heads, 2, entropyBackup, RATE, weightDecay, 0.05),
                residualScale,
                maxNorm);
    }

    private static ParityFixture load(String name, ActorCriticConfig config) {
        return new ParityFixture(config, read(name));
    }

    public static Safetensors read(String name) {
        String resource = "/parity/" + name + ".safetensors";
        try (InputStream in = Objects.requireNonNull(ParityFixture.class.getResourceAsStream(resource), resource)) {
            return Safetensors.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    public ActorCriticState start() {
        return new ActorCriticState(fresh("actor"), fresh("critic"), file.values("target"), fresh("log_temperature"));
    }

    private ActorCriticState.Optimised fresh(String name) {
        return ActorCriticState.Optimised.fresh(file.values(name));
    }

    public Batch batch(int update) {
        Batch batch = new Batch(BATCH, OBSERVATION, ACTION, config.baseSize());
        fill(batch.observations, update, "observations");
        fill(batch.actions, update, "actions");
        fill(batch.rewards, update, "rewards");
        fill(batch.discounts, update, "discounts");
        fill(batch.nextObservations, update, "next_observations");
        if (config.residual()) {
            fill(batch.baseActions, update, "base_actions");
            fill(batch.nextBaseActions, update, "next_base_actions");
        }
        return batch;
    }

    private void fill(float[] into, int update, String name) {
        System.arraycopy(file.values(update + "." + name), 0, into, 0, into.length);
    }

    public float[] nextNoise(int update) {
        return file.values(update + ".next_noise");
    }

    public float[] noise(int update) {
        return file.values(update + ".noise");
    }

    public int[] heads(int update) {
        float[] heads = file.values(update + ".heads");
        return new int[] {(int) heads[0], (int) heads[1]};
    }

    /// PyTorch's loss of the critics, of the actor and of the temperature.
    public float[] losses(int update) {
        return Arrays.copyOfRange(file.values("losses"), 3 * update, 3 * update + 3);
    }
}
