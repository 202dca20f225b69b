package io.teleloop.rollout.episode;

import io.teleloop.contract.v1.Reading;
import java.util.List;

/// A policy on a robot.
public interface Autopilot {
    /// `id@version`, as steps name it.
    String name();

    /// An episode begins: what was planned is forgotten.
    void reset();

    /// What it wants at this tick.
    Wish wish(List<Reading> readings);

    /// Actions in the order of the robot's action space, physical units.
    ///
    /// @param baseAction what the policy below a residual wants; empty without one
    record Wish(float[] action, float[] baseAction) {}
}
