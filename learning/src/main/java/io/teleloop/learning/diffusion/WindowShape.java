package io.teleloop.learning.diffusion;

/// A window: so many control ticks one after the other, each a row of observation, atanh of the action, reward and
/// whether the task ended.
///
/// @param rows control ticks
/// @param observation numbers of one
/// @param action numbers of one
record WindowShape(int rows, int observation, int action) {
    /// Numbers of a row.
    int row() {
        return observation + action + 2;
    }

    /// Numbers of a window.
    int size() {
        return rows * row();
    }
}
