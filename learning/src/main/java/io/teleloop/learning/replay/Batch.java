package io.teleloop.learning.replay;

/// Transitions to learn from at once, column by column in row-major arrays that are filled anew for each update.
/// Observations are normalised already.
public final class Batch {
    private final int size;
    private final int observationSize;
    private final int actionSize;
    private final int baseSize;
    /// [size, observationSize]
    public final float[] observations;
    /// [size, actionSize]
    public final float[] actions;
    /// [size]
    public final float[] rewards;
    /// [size], as in [Transition#discount()]
    public final float[] discounts;
    /// [size, observationSize]
    public final float[] nextObservations;
    /// [size, baseSize]
    public final float[] baseActions;
    /// [size, baseSize]
    public final float[] nextBaseActions;
    /// [size]: which of a discrete gripper's levels was commanded, 0 where the gripper is not discrete
    public final int[] gripperLevels;
    /// [size]
    public final boolean[] gripperMoved;
    /// [size]: 1 where the transition was demonstrated, else 0
    public final float[] demonstrated;

    /// @param baseSize the action's size with a base, 0 without
    public Batch(int size, int observationSize, int actionSize, int baseSize) {
        this.size = size;
        this.observationSize = observationSize;
        this.actionSize = actionSize;
        this.baseSize = baseSize;
        observations = new float[size * observationSize];
        actions = new float[size * actionSize];
        rewards = new float[size];
        discounts = new float[size];
        nextObservations = new float[size * observationSize];
        baseActions = new float[size * baseSize];
        nextBaseActions = new float[size * baseSize];
        gripperLevels = new int[size];
        gripperMoved = new boolean[size];
        demonstrated = new float[size];
    }

    public int size() {
        return size;
    }

    public int observationSize() {
        return observationSize;
    }

    public int actionSize() {
        return actionSize;
    }

    public int baseSize() {
        return baseSize;
    }
}
