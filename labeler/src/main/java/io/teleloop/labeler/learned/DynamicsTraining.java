package io.teleloop.labeler.learned;

import io.teleloop.learning.algorithm.InverseDynamics;
import io.teleloop.learning.algorithm.InverseDynamics.Moment;
import io.teleloop.learning.algorithm.InverseDynamics.Prediction;
import io.teleloop.learning.network.Normaliser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Learns what was done from what was sensed around it, from episodes that tell their actions.
public final class DynamicsTraining {
    /// What an inverse dynamics model is in its card.
    public static final String KIND = "inverse-dynamics";

    private static final float[] UNKNOWN = {};

    private DynamicsTraining() {}

    /// @throws IllegalArgumentException when there are not enough with actions to learn and to measure
    public static Trained train(Examples examples, InverseDynamics.Config config, long seed) {
        Split split = Split.of(examples.all());
        List<Moment> moments = withActions(split.learned());
        List<Moment> measured = withActions(split.heldOut());
        if (moments.isEmpty() || measured.isEmpty()) {
            throw new IllegalArgumentException("of " + examples.all().size() + " episodes, "
                    + split.learned().size()
                    + " to learn from tell " + moments.size() + " actions and "
                    + split.heldOut().size()
                    + " to measure on tell " + measured.size()
                    + "; at least four of one outcome with actions are needed");
        }
        Normaliser normaliser = Normaliser.of(moments.stream().map(Moment::now).toList());
        try (InverseDynamics model = InverseDynamics.train(config, normaliser, moments, seed)) {
            return new Trained(
                    KIND,
                    examples.features().task(),
                    examples.features().controlRateHz(),
                    examples.features().observation(),
                    examples.features().action(),
                    model.save(),
                    Split.ids(split.learned()),
                    Split.ids(split.heldOut()),
                    error(model, measured));
        }
    }

    /// The steps of an episode that tells no action, with their neighbours.
    static List<Moment> moments(List<float[]> seen) {
        return IntStream.range(0, seen.size())
                .mapToObj(step -> Moment.of(seen, step, UNKNOWN))
                .toList();
    }

    private static List<Moment> withActions(List<Example> examples) {
        List<Moment> moments = new ArrayList<>();
        for (Example example : examples) {
            for (int step = 0; step < example.size(); step++) {
                float[] action = example.actions().get(step);
                if (action.length > 0) {
                    moments.add(Moment.of(example.observations(), step, action));
                }
            }
        }
        return moments;
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
