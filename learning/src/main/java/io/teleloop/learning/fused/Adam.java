package io.teleloop.learning.fused;

import jdk.incubator.vector.FloatVector;

/// One step of Adam (Kingma and Ba 2015), with weight decay of AdamW (Loshchilov and Hutter 2019), over packed
/// parameters. Padding has no gradient and stays 0.
///
/// @param stepSize learning rate, corrected for the first moment's start at 0
/// @param secondCorrection by which the root of the second moment is multiplied for its start at 0
/// @param keep share of the parameters that weight decay leaves
/// @param gradientScale by which gradients are multiplied before, to bound their norm
record Adam(float stepSize, float secondCorrection, float keep, float gradientScale) {
    /// Keeps the scale of a gradient finite, as in PyTorch's clip_grad_norm_.
    static final double NORM_EPSILON = 1e-6;

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;

    /// @param steps taken, this one included
    static Adam step(long steps, double learningRate, double weightDecay, double gradientScale) {
        double firstCorrection = 1 - Math.pow(BETA1, (double) steps);
        double secondCorrection = 1 - Math.pow(BETA2, (double) steps);
        return new Adam(
                (float) (learningRate / firstCorrection),
                (float) (1 / Math.sqrt(secondCorrection)),
                (float) (1 - learningRate * weightDecay),
                (float) gradientScale);
    }

    /// Moves all values; the gradient is read only.
    void apply(float[] values, float[] gradient, float[] firstMoment, float[] secondMoment) {
        FloatVector firstShare = Lanes.all((float) (1 - BETA1));
        FloatVector secondKeep = Lanes.all((float) BETA2);
        FloatVector secondShare = Lanes.all((float) (1 - BETA2));
        FloatVector correction = Lanes.all(secondCorrection);
        FloatVector epsilon = Lanes.all(EPSILON);
        FloatVector move = Lanes.all(-stepSize);
        for (int i = 0; i < values.length; i += Lanes.COUNT) {
            FloatVector slope = Lanes.load(gradient, i).mul(gradientScale);
            FloatVector first = Lanes.load(firstMoment, i);
            first = slope.sub(first).fma(firstShare, first);
            first.intoArray(firstMoment, i);
            FloatVector second = slope.mul(slope).mul(secondShare);
            second = Lanes.load(secondMoment, i).fma(secondKeep, second);
            second.intoArray(secondMoment, i);
            FloatVector divisor = second.sqrt().fma(correction, epsilon);
            first.div(divisor).fma(move, Lanes.load(values, i).mul(keep)).intoArray(values, i);
        }
    }
}
