package io.teleloop.contract.policy;

import io.teleloop.contract.v1.ActionSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a policy commands: the dimensions of the robot's action space that it decides, each mapped from [-1, 1], and
/// those that it keeps at a constant. A dimension that is in neither list is a velocity kept at zero.
///
/// @param dimensions in the order of the network's output
/// @param held constant for as long as the policy runs
public record ActionSpec(List<Dimension> dimensions, List<Held> held) {
    public ActionSpec {
        dimensions = List.copyOf(dimensions);
        held = List.copyOf(held);
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("a policy that decides no action dimension cannot drive");
        }
        Set<String> names = new HashSet<>();
        dimensions.forEach(dimension -> requireNew(names, dimension.name()));
        held.forEach(constant -> requireNew(names, constant.name()));
    }

    /// All that a robot can be told, each dimension over its whole range.
    public static ActionSpec of(ActionSpace space) {
        return new ActionSpec(
                space.getDimensionsList().stream()
                        .map(dimension -> new Dimension(
                                dimension.getName(),
                                dimension.getUnit(),
                                dimension.getMinimum(),
                                dimension.getMaximum()))
                        .toList(),
                List.of());
    }

    /// @param name as in the robot's action space: `linear.x` ... `angular.z`, `gripper`
    /// @param unit `m/s`, `rad/s` or `m`
    /// @param minimum physical value of -1
    /// @param maximum physical value of 1
    /// @param exponent of the response curve: |physical - middle| is |normalised|^exponent of the half range.
    ///     1 is linear; 2 gives slow motions more of [-1, 1], as the "expo" of a joystick does: a policy's errors
    ///     and noise grow with the speed
    public record Dimension(String name, String unit, double minimum, double maximum, double exponent) {
        public Dimension {
            if (!(exponent >= 1) || !Double.isFinite(exponent)) {
                throw new IllegalArgumentException(
                        "action dimension " + name + " has the exponent " + exponent + "; it must be 1 or more");
            }
            if (!(minimum < maximum) || !Double.isFinite(minimum) || !Double.isFinite(maximum)) {
                throw new IllegalArgumentException("action dimension " + name + " reaches from " + minimum + " to "
                        + maximum + "; the minimum must be below the maximum");
            }
        }

        /// With a linear response.
        public Dimension(String name, String unit, double minimum, double maximum) {
            this(name, unit, minimum, maximum, 1);
        }

        /// The physical value of a normalised one; what is outside [-1, 1] is cut off.
        public double physical(double normalised) {
            double share = signedPower(Math.clamp(normalised, -1, 1), exponent);
            return minimum + 0.5 * (share + 1) * (maximum - minimum);
        }

        /// The value in [-1, 1] of a physical one.
        public double normalised(double physical) {
            double share = Math.clamp(2 * (physical - minimum) / (maximum - minimum) - 1, -1, 1);
            return signedPower(share, 1 / exponent);
        }

        private static double signedPower(double value, double exponent) {
            return Math.copySign(Math.pow(Math.abs(value), exponent), value);
        }
    }

    /// @param value physical
    public record Held(String name, String unit, double value) {}

    /// Number of dimensions that the policy decides.
    public int size() {
        return dimensions.size();
    }

    private static void requireNew(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("action dimension " + name + " stands twice");
        }
    }
}
