package io.teleloop.learning.algorithm;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.replay.ChunkBuffer;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// The core that imitators share: minibatches of demonstrated chunks, one objective, Adam, and a running average of the
/// weights, which is what acts.
final class ImitationLearner implements Learner {
    /// Updates between two looks at the held-out demonstrations.
    private static final int MEASURE_EVERY = 100;
    private static final int MEASURED_ROWS = 1024;
    private static final long MEASURE_SEED = 1;
    /// The average forgets its first, bad weights at this power of the updates (as EMAs of diffusion models do).
    private static final double AVERAGE_POWER = 0.75;

    private static final String NETWORK = "network";
    private static final String AVERAGE = "average";
    private static final String FIRST_MOMENT = "first_moment";
    private static final String SECOND_MOMENT = "second_moment";
    private static final String UPDATES = "updates";
    private static final String RANDOM = "random";

    private final Problem problem;
    private final ImitationConfig config;
    private final ImitationObjective objective;
    private final boolean learnsFromInterventions;
    private final ChunkBuffer learned;
    private final ChunkBuffer heldOut;
    private final SeededGenerator random;
    private final FlatParameters parameters;
    private final FlatParameters average;
    private final Mlp network;
    private final Mlp averageNetwork;
    private final Adam adam;
    private final Map<String, Double> metrics = new HashMap<>();
    private long demonstrations;
    private long updates;

    /// @param learnsFromInterventions whether what a person did while a policy ran is imitated too
    ImitationLearner(
            Problem problem,
            ImitationConfig config,
            ImitationObjective objective,
            boolean learnsFromInterventions,
            long seed) {
        this.problem = problem;
        this.config = config;
        this.objective = objective;
        this.learnsFromInterventions = learnsFromInterventions;
        learned = buffer();
        heldOut = buffer();
        random = new SeededGenerator(seed);
        ParameterLayout layout = objective.layout();
        float[] initial = layout.initial(random);
        parameters = new FlatParameters(layout, initial, true);
        average = new FlatParameters(layout, initial, false);
        network = new Mlp(parameters, Activation.RELU, config.layerNorm());
        averageNetwork = new Mlp(average, Activation.RELU, config.layerNorm());
        adam = new Adam(parameters, config.learningRate(), config.weightDecay(), 0);
    }

    private ChunkBuffer buffer() {
        return new ChunkBuffer(config.capacity(), problem.observationSize(), problem.actionSize(), objective.chunk());
    }

    @Override
    public void addDemonstration(Trajectory demonstration) {
        List<float[]> observations = new ArrayList<>();
        List<float[]> actions = new ArrayList<>();
        for (Transition transition : demonstration.transitions()) {
            observations.add(problem.normaliser().apply(transition.observation()));
            actions.add(transition.action());
        }
        demonstrations++;
        boolean holdOut = config.heldOutEvery() > 0 && demonstrations % config.heldOutEvery() == 0;
        (holdOut ? heldOut : learned).add(observations, actions);
    }

    @Override
    public void addOnline(Transition transition) {
        if (learnsFromInterventions && transition.intervention()) {
            learned.add(List.of(problem.normaliser().apply(transition.observation())), List.of(transition.action()));
        }
    }

    @Override
    public boolean canUpdate() {
        return updates * config.batchSize() < config.epochs() * learned.size();
    }

    @Override
    public Map<String, Double> update() {
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = objective.loss(network, learned.sample(random, config.batchSize()), random);
            adam.step(parameters.gradient(loss));
            updates++;
            average.follow(
                    parameters, new Scalar(Math.max(config.averageRate(), Math.pow((double) updates, -AVERAGE_POWER))));
            metrics.put(TrainingMetrics.IMITATION_LOSS, loss.item_double());
            if (updates % MEASURE_EVERY == 0 && heldOut.size() > 0) {
                metrics.put(TrainingMetrics.IMITATION_LOSS_HELD_OUT, measure());
            }
        }
        return Map.copyOf(metrics);
    }

    /// Loss of the averaged network on held-out demonstrations, with the same draws each time.
    private double measure() {
        try (NoGradGuard guard = new NoGradGuard()) {
            return objective
                    .loss(averageNetwork, heldOut.spread(MEASURED_ROWS), new SeededGenerator(MEASURE_SEED))
                    .item_double();
        }
    }

    @Override
    public long updates() {
        return updates;
    }

    @Override
    public ExportedNetwork export() {
        return objective.export(average.values());
    }

    @Override
    public byte[] save() {
        Safetensors file = new Safetensors();
        file.tensors().put(NETWORK, Weights.of(parameters.values()));
        file.tensors().put(AVERAGE, Weights.of(average.values()));
        file.tensors().put(FIRST_MOMENT, Weights.of(adam.firstMoment()));
        file.tensors().put(SECOND_MOMENT, Weights.of(adam.secondMoment()));
        file.metadata().put(UPDATES, Long.toString(updates));
        file.metadata().put(RANDOM, Long.toString(random.state()));
        return file.toBytes();
    }

    @Override
    public void restore(byte[] saved) {
        Safetensors file = Safetensors.parse(saved);
        parameters.set(file.values(NETWORK));
        average.set(file.values(AVERAGE));
        updates = Long.parseLong(file.text(UPDATES));
        adam.restore(file.values(FIRST_MOMENT), file.values(SECOND_MOMENT), updates);
        random.restore(Long.parseLong(file.text(RANDOM)));
    }

    @Override
    public void close() {
        adam.close();
        network.close();
        averageNetwork.close();
    }
}
