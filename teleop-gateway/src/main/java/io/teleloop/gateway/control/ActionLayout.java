package io.teleloop.gateway.control;

import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where each part of a twist and the gripper stands in a robot's action vector. Parts that a robot does not have
/// stay zero.
public final class ActionLayout {
    private static final List<String> NAMES =
            List.of("linear.x", "linear.y", "linear.z", "angular.x", "angular.y", "angular.z", "gripper");
    private static final int GRIPPER = 6;

    private final List<ActionDimension> dimensions;
    /// For each of NAMES its place in the action vector, -1 for none.
    private final int[] places = {-1, -1, -1, -1, -1, -1, -1};

    /// @throws IllegalArgumentException when a dimension has an unknown or doubled name, or its bounds are no range
    public ActionLayout(ActionSpace space) {
        dimensions = List.copyOf(space.getDimensionsList());
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("the action space is empty; name at least one dimension");
        }
        Set<String> seen = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            ActionDimension dimension = dimensions.get(i);
            int name = NAMES.indexOf(dimension.getName());
            if (name < 0 || !seen.add(dimension.getName())) {
                unknown.add(dimension.getName());
                continue;
            }
            if (!(dimension.getMinimum() < dimension.getMaximum())
                    || !Double.isFinite(dimension.getMinimum())
                    || !Double.isFinite(dimension.getMaximum())) {
                throw new IllegalArgumentException("action dimension " + dimension.getName() + " has bounds "
                        + dimension.getMinimum() + " and " + dimension.getMaximum()
                        + "; the minimum must be below the maximum");
            }
            places[name] = i;
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "action dimensions " + unknown + " are unknown or doubled; each of " + NAMES + " may stand once");
        }
    }

    public int size() {
        return dimensions.size();
    }

    public boolean hasGripper() {
        return places[GRIPPER] >= 0;
    }

    Vector linear(float[] action) {
        return new Vector(value(action, 0), value(action, 1), value(action, 2));
    }

    Vector angular(float[] action) {
        return new Vector(value(action, 3), value(action, 4), value(action, 5));
    }

    double gripper(float[] action) {
        return value(action, GRIPPER);
    }

    /// The value within the dimension's bounds, 0 for one that the robot does not have.
    private double value(float[] action, int name) {
        int place = places[name];
        if (place < 0) {
            return 0;
        }
        ActionDimension dimension = dimensions.get(place);
        return Math.clamp(action[place], dimension.getMinimum(), dimension.getMaximum());
    }

    /// The action vector of a twist and a gripper opening.
    public float[] action(Vector linear, Vector angular, double gripper) {
        double[] parts = {linear.x(), linear.y(), linear.z(), angular.x(), angular.y(), angular.z(), gripper};
        float[] action = new float[dimensions.size()];
        for (int name = 0; name < parts.length; name++) {
            if (places[name] >= 0) {
                action[places[name]] = (float) parts[name];
            }
        }
        return action;
    }
}
