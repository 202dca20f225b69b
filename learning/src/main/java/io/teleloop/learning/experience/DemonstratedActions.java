package io.teleloop.learning.experience;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import java.util.ArrayList;
import java.util.List;

/// Reads off demonstrations what a policy has to decide, and how far it may go.
public final class DemonstratedActions {
    /// The one dimension that is a position and not a velocity.
    static final String GRIPPER = "gripper";

    /// How much farther than the demonstrations a policy may go.
    private static final double MARGIN = 1.2;
    /// Of the robot's range: what moves less was not moved on purpose.
    private static final double STILL = 0.01;
    /// Response to a velocity: a task is done by slow motions among fast ones.
    private static final double EXPONENT = 2;

    private DemonstratedActions() {}

    /// A velocity that the demonstrations never use is left out; the others get a symmetric range, 1.2 times the
    /// largest magnitude seen, within the robot's limits, and a quadratic response. A gripper that moves gets its
    /// full range, one that does not is held where it was.
    ///
    /// @param steps of the demonstrations
    /// @throws IllegalArgumentException when nothing moves in them
    public static ActionSpec spec(List<Step> steps, ActionSpace space) {
        List<Step> driven = steps.stream()
                .filter(step -> step.getActor().getKind() == Actor.Kind.OPERATOR)
                .filter(step -> step.getExecutedActionCount() == space.getDimensionsCount())
                .toList();
        List<ActionSpec.Dimension> dimensions = new ArrayList<>();
        List<ActionSpec.Held> held = new ArrayList<>();
        for (int i = 0; i < space.getDimensionsCount(); i++) {
            ActionDimension robot = space.getDimensions(i);
            int place = i;
            double[] seen = driven.stream()
                    .mapToDouble(step -> step.getExecutedAction(place))
                    .toArray();
            if (robot.getName().equals(GRIPPER)) {
                addGripper(robot, seen, dimensions, held);
            } else {
                addVelocity(robot, seen, dimensions);
            }
        }
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("in the " + driven.size()
                    + " steps of the demonstrations that an operator drove nothing moves; there is nothing to learn");
        }
        return new ActionSpec(dimensions, held);
    }

    private static void addVelocity(ActionDimension robot, double[] seen, List<ActionSpec.Dimension> dimensions) {
        double limit = Math.min(-robot.getMinimum(), robot.getMaximum());
        double largest = 0;
        for (double velocity : seen) {
            largest = Math.max(largest, Math.abs(velocity));
        }
        if (largest > STILL * limit) {
            double range = Math.min(MARGIN * largest, limit);
            dimensions.add(new ActionSpec.Dimension(robot.getName(), robot.getUnit(), -range, range, EXPONENT));
        }
    }

    private static void addGripper(
            ActionDimension robot, double[] seen, List<ActionSpec.Dimension> dimensions, List<ActionSpec.Held> held) {
        if (seen.length == 0) {
            return;
        }
        double lowest = seen[0];
        double highest = seen[0];
        for (double opening : seen) {
            lowest = Math.min(lowest, opening);
            highest = Math.max(highest, opening);
        }
        if (highest - lowest > STILL * (robot.getMaximum() - robot.getMinimum())) {
            dimensions.add(
                    new ActionSpec.Dimension(robot.getName(), robot.getUnit(), robot.getMinimum(), robot.getMaximum()));
        } else {
            held.add(new ActionSpec.Held(robot.getName(), robot.getUnit(), seen[seen.length - 1]));
        }
    }
}
