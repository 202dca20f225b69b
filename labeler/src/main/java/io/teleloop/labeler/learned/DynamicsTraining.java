package io.teleloop.labeler.learned;

import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.learning.algorithm.InverseDynamics;
import io.teleloop.learning.algorithm.InverseDynamics.Moment;
import io.teleloop.learning.algorithm.InverseDynamics.Prediction;
import io.teleloop.learning.network.Normaliser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Learns what was done from what was sensed around it, from episodes that tell their actions.
public final class DynamicsTraining {
    /// What an inverse dynamics model is in its card.
    public static final String KIND = "inverse-dynamics";

    private static final float[] UNKNOWN = {};

    private DynamicsTraining() {}

    /// @param examples of one task, ordered by id
    /// @throws IllegalArgumentException when there are not enough with actions to learn and to measure
    public static Trained train(List<Example> examples, InverseDynamics.Config config, long seed) {
        Split split = Split.of(examples);
        if (split.heldOut().isEmpty()) {
            throw new IllegalArgumentException("of " + examples.size() + " episodes none is left to measure on; at"
                    + " least four of one outcome are needed");
        }
        EpisodeView first = split.learned().getFirst().episode();
        ObservationSpec observation = ObservationSpec.of(first.robot());
        ActionSpec action = wholeRange(first.robot().getActionSpace());
        List<Moment> moments = new ArrayList<>();
        split.learned().forEach(example -> moments.addAll(withActions(example.episode(), observation, action)));
        Normaliser normaliser = Normaliser.of(moments.stream().map(Moment::now).toList());
        try (InverseDynamics model = InverseDynamics.train(config, normaliser, moments, seed)) {
            List<Moment> measured = new ArrayList<>();
            split.heldOut().forEach(example -> measured.addAll(withActions(example.episode(), observation, action)));
            return new Trained(
                    KIND,
                    first.manifest().task(),
                    first.manifest().controlRateHz(),
                    observation,
                    action,
                    model.save(),
                    Split.ids(split.learned()),
                    Split.ids(split.heldOut()),
                    error(model, measured));
        }
    }

    /// Every dimension over the robot's whole range.
    private static ActionSpec wholeRange(ActionSpace space) {
        return new ActionSpec(
                space.getDimensionsList().stream()
                        .map(dimension -> new ActionSpec.Dimension(
                                dimension.getName(),
                                dimension.getUnit(),
                                dimension.getMinimum(),
                                dimension.getMaximum()))
                        .toList(),
                List.of());
    }

    /// The steps of an episode with their neighbours, whether they tell an action or not; empty when something
    /// is never sensed.
    static List<Moment> moments(EpisodeView episode, ObservationSpec observation, ActionSpec action) {
        List<float[]> seen = Observations.of(episode, observation);
        ActionMapping mapping = new ActionMapping(action, episode.robot().getActionSpace());
        List<Moment> moments = new ArrayList<>(seen.size());
        for (int i = 0; i < seen.size(); i++) {
            Step step = episode.steps().get(i);
            float[] done =
                    step.getExecutedActionCount() == 0 ? UNKNOWN : mapping.fromRobot(step.getExecutedActionList());
            moments.add(new Moment(
                    seen.get(Math.max(0, i - 1)), seen.get(i), seen.get(Math.min(seen.size() - 1, i + 1)), done));
        }
        return moments;
    }

    private static List<Moment> withActions(EpisodeView episode, ObservationSpec observation, ActionSpec action) {
        return moments(episode, observation, action).stream()
                .filter(moment -> moment.action().length > 0)
                .toList();
    }

    /// Root mean square error of normalised actions, beside that of always telling their mean.
    private static Map<String, Double> error(InverseDynamics model, List<Moment> measured) {
        List<Prediction> predictions = model.predict(measured);
        int size = measured.getFirst().action().length;
        double[] mean = new double[size];
        measured.forEach(moment -> add(mean, moment.action(), 1.0 / measured.size()));
        double squares = 0;
        double spread = 0;
        for (int i = 0; i < measured.size(); i++) {
            float[] done = measured.get(i).action();
            for (int dimension = 0; dimension < size; dimension++) {
                squares += Math.pow(predictions.get(i).mean()[dimension] - done[dimension], 2);
                spread += Math.pow(mean[dimension] - done[dimension], 2);
            }
        }
        double count = (double) measured.size() * size;
        return Map.of("action-rmse", Math.sqrt(squares / count), "mean-action-rmse", Math.sqrt(spread / count));
    }

    private static void add(double[] sum, float[] values, double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[i];
        }
    }
}
