package io.teleloop.learning.fused;

/// Actions that an actor took on a number of rows, and what the way back needs of them.
final class ActionSample {
    final int actionSize;
    /// [rows, actionSize], standard normal
    final float[] noise;
    /// [rows, actionSize], 0 without a base
    final float[] base;
    /// [rows, actionSize], tanh of the network's output, in a Gaussian with its noise
    final float[] squashed;
    /// [rows, actionSize], 0 where the network's log deviation was clamped
    final float[] deviation;
    /// [rows, actionSize]
    final float[] action;
    /// One a row, nats.
    final float[] logProbability;
    /// [rows, actionSize], of the loss by the action; set before the way back
    final float[] actionGradient;

    ActionSample(int rows, int actionSize) {
        this.actionSize = actionSize;
        noise = new float[rows * actionSize];
        base = new float[rows * actionSize];
        squashed = new float[rows * actionSize];
        deviation = new float[rows * actionSize];
        action = new float[rows * actionSize];
        logProbability = new float[rows];
        actionGradient = new float[rows * actionSize];
    }
}
