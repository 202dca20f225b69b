package io.teleloop.contract.policy;

import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import java.util.ArrayList;
import java.util.List;

/// An [ActionSpec] laid over one robot's action space: normalised actions of a policy to and from the robot's action
/// vectors.
public final class ActionMapping {
    private final ActionSpec spec;
    /// Place of each of the policy's dimensions in the robot's vector.
    private final int[] places;
    private final float[] constant;

    /// @throws IllegalArgumentException when the robot has no such dimension, or cannot go as far as the policy may
    public ActionMapping(ActionSpec spec, ActionSpace space) {
        this.spec = spec;
        List<String> problems = new ArrayList<>();
        constant = new float[space.getDimensionsCount()];
        places = new int[spec.size()];
        for (int i = 0; i < places.length; i++) {
            ActionSpec.Dimension dimension = spec.dimensions().get(i);
            places[i] = place(dimension.name(), dimension.minimum(), dimension.maximum(), space, problems);
        }
        for (ActionSpec.Held held : spec.held()) {
            int place = place(held.name(), held.value(), held.value(), space, problems);
            if (place >= 0) {
                constant[place] = (float) held.value();
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /// Bounds come from recorded single-precision numbers.
    private static final double TOLERANCE = 1e-6;

    private static int place(String name, double minimum, double maximum, ActionSpace space, List<String> problems) {
        for (int place = 0; place < space.getDimensionsCount(); place++) {
            ActionDimension robot = space.getDimensions(place);
            if (robot.getName().equals(name)) {
                if (minimum < robot.getMinimum() - TOLERANCE || maximum > robot.getMaximum() + TOLERANCE) {
                    problems.add("the policy moves " + name + " from " + minimum + " to " + maximum
                            + ", the robot's limits are " + robot.getMinimum() + " and " + robot.getMaximum());
                }
                return place;
            }
        }
        problems.add("the robot has no action dimension " + name);
        return -1;
    }

    /// The robot's action vector, physical units.
    ///
    /// @param normalised one value in [-1, 1] for each dimension of the policy
    public float[] toRobot(float[] normalised) {
        float[] action = constant.clone();
        for (int i = 0; i < places.length; i++) {
            action[places[i]] = (float) spec.dimensions().get(i).physical(normalised[i]);
        }
        return action;
    }

    /// The policy's normalised action of a robot's action vector; what is out of the policy's range is cut off.
    public float[] fromRobot(List<Float> action) {
        if (action.size() != constant.length) {
            throw new IllegalArgumentException(
                    "an action has " + action.size() + " values, the robot's action space " + constant.length);
        }
        float[] normalised = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            normalised[i] = (float) spec.dimensions().get(i).normalised(action.get(places[i]));
        }
        return normalised;
    }
}
