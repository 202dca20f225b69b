package io.teleloop.learning.algorithm;

import java.util.List;

/// What a frozen policy would do, asked for demonstrations in which it did not run.
@FunctionalInterface
public interface BasePolicy {
    /// Its action at each observation of one episode, beginning afresh at the first (a chunk queue is empty there).
    ///
    /// @param observations raw, one a control tick
    /// @return normalised actions, one for each observation
    List<float[]> actions(List<float[]> observations);
}
