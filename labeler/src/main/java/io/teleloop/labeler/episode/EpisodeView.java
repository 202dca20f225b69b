package io.teleloop.labeler.episode;

import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import java.util.List;

/// What is stored of a sealed episode, as far as labelers read it.
///
/// @param robot as it described itself when the episode was opened
/// @param steps in their order
public record EpisodeView(Manifest manifest, RobotDescription robot, List<Step> steps) {
    private static final double NANOSECONDS = 1e9;

    public EpisodeView {
        steps = List.copyOf(steps);
        if (!(manifest.controlRateHz() > 0)) {
            throw new IllegalArgumentException("episode " + manifest.episodeId() + " has a control rate of "
                    + manifest.controlRateHz() + " Hz; it must be above 0");
        }
    }

    /// Number of control steps.
    public int size() {
        return steps.size();
    }

    /// Control steps that a time takes, at least one.
    public int steps(double seconds) {
        return Math.max(1, (int) Math.round(seconds * manifest.controlRateHz()));
    }

    /// Control period, seconds.
    public double period() {
        return 1 / manifest.controlRateHz();
    }

    /// When a step begins: its tick; behind the last step, when that one ends. Nanoseconds since the epoch.
    ///
    /// @param step 0 to [#size()]
    public long timeNs(int step) {
        return step < steps.size()
                ? steps.get(step).getTickTimeNs()
                : steps.getLast().getTickTimeNs() + Math.round(NANOSECONDS * period());
    }
}
