package io.teleloop.learning.export;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.tensor.ParameterLayout;

/// A network that rates the levels of a gripper that knows only a few; the best rated one is commanded.
///
/// @param layout from the normalised observation to one number for each level
/// @param values laid out so
/// @param levels normalised commands
public record GripperHead(
        ParameterLayout layout, float[] values, Activation activation, boolean layerNorm, float[] levels) {}
