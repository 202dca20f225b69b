package io.teleloop.rollout.training;

import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.algorithm.InverseDynamics;
import io.teleloop.learning.algorithm.InverseDynamics.Moment;
import io.teleloop.learning.algorithm.InverseDynamics.Prediction;
import io.teleloop.learning.network.Normaliser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What would be known of demonstrations if only some told their actions: inverse dynamics learn from those what is
/// done between two observations, and tell it of the others.
final class InferredActions {
    /// Smaller than for real robots: a few demonstrations, a few dozen features.
    static final InverseDynamics.Config DYNAMICS =
            new InverseDynamics.Config(3, List.of(256, 256), 0.1, 1e-3, 256, 2000);

    private static final float[] UNKNOWN = {};

    private final ObservationReader observations;
    private final ActionMapping actions;

    private InferredActions(RobotDescription robot) {
        observations = new ObservationReader(ownMotion(robot));
        actions = new ActionMapping(ActionSpec.of(robot.getActionSpace()), robot.getActionSpace());
    }

    /// @param told how many of the demonstrations, the first ones, tell their actions
    /// @param dynamics how they are learned
    static Demonstrations of(
            Demonstrations demonstrations,
            int told,
            RobotDescription robot,
            InverseDynamics.Config dynamics,
            long seed) {
        InferredActions inferred = new InferredActions(robot);
        List<List<Step>> episodes = demonstrations.episodes();
        List<Moment> known = episodes.stream()
                .limit(told)
                .flatMap(steps -> inferred.known(steps).stream())
                .toList();
        Normaliser normaliser = Normaliser.of(known.stream().map(Moment::now).toList());
        try (InverseDynamics model = InverseDynamics.train(dynamics, normaliser, known, seed)) {
            List<List<Step>> complete = new ArrayList<>(episodes.subList(0, told));
            episodes.stream()
                    .skip(told)
                    .map(steps -> inferred.infer(steps, model))
                    .forEach(complete::add);
            return new Demonstrations(complete, demonstrations.seeds(), demonstrations.attempts());
        }
    }

    private List<Moment> known(List<Step> steps) {
        List<float[]> seen = seen(steps);
        return IntStream.range(0, steps.size())
                .mapToObj(i -> Moment.of(seen, i, actions.fromRobot(steps.get(i).getExecutedActionList())))
                .toList();
    }

    private List<Step> infer(List<Step> steps, InverseDynamics model) {
        List<float[]> seen = seen(steps);
        List<Prediction> predictions = model.predict(IntStream.range(0, steps.size())
                .mapToObj(i -> Moment.of(seen, i, UNKNOWN))
                .toList());
        return IntStream.range(0, steps.size())
                .mapToObj(i -> withAction(steps.get(i), predictions.get(i).mean()))
                .toList();
    }

    private Step withAction(Step step, float[] mean) {
        float[] cut = new float[mean.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = Math.clamp(mean[i], -1, 1);
        }
        Step.Builder told = step.toBuilder().clearExecutedAction();
        for (float value : actions.toRobot(cut)) {
            told.addExecutedAction(value);
        }
        return told.build();
    }

    private List<float[]> seen(List<Step> steps) {
        return steps.stream()
                .map(step -> observations
                        .read(step.getObservationList())
                        .orElseThrow(() ->
                                new IllegalStateException("a simulated robot reads every sensor at every tick; step "
                                        + step.getIndex() + " lacks one")))
                .toList();
    }

    /// What the tool does tells what it was told to do. Where objects are would only say which of the few
    /// demonstrations it is.
    private static ObservationSpec ownMotion(RobotDescription robot) {
        return new ObservationSpec(ObservationSpec.of(robot).features().stream()
                .filter(feature -> feature.name().startsWith("tcp.")
                        || feature.name().startsWith("twist.")
                        || feature.name().startsWith("gripper."))
                .toList());
    }
}
