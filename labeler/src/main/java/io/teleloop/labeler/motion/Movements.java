package io.teleloop.labeler.motion;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Pose;
import io.teleloop.labeler.episode.StreamValues;
import io.teleloop.labeler.episode.Vector;
import java.util.Optional;

/// How the tool of one episode moves between two of its steps.
final class Movements {
    /// Four steps at the 5 Hz of the data that the thresholds of [Movement] were chosen for (seconds).
    private static final double WINDOW = 0.8;

    private static final int POSE = 7;
    private static final String GRIPPER = "gripper";

    private final int window;
    private final StreamValues tool;
    private final Optional<StreamValues> gripper;
    private final double widest;

    private Movements(int window, StreamValues tool, Optional<StreamValues> gripper, double widest) {
        this.window = window;
        this.tool = tool;
        this.gripper = gripper;
        this.widest = widest;
    }

    /// Empty when the tool's pose is not known.
    static Optional<Movements> of(EpisodeView episode) {
        double widest = episode.robot().getActionSpace().getDimensionsList().stream()
                .filter(dimension -> dimension.getName().equals(GRIPPER))
                .mapToDouble(ActionDimension::getMaximum)
                .findFirst()
                .orElse(0);
        Optional<StreamValues> gripper = widest > 0 ? StreamValues.of(episode, Streams.GRIPPER, 1) : Optional.empty();
        return StreamValues.of(episode, Streams.TCP, POSE)
                .map(tool -> new Movements(episode.steps(WINDOW), tool, gripper, widest));
    }

    /// Steps of a window.
    int window() {
        return window;
    }

    Movement between(int from, int to) {
        Pose before = tool.pose(from, 0);
        Pose after = tool.pose(to, 0);
        Vector way = after.position().minus(before.position());
        double opening = gripper.map(values -> (values.at(to, 0) - values.at(from, 0)) / widest)
                .orElse(0.0);
        return new Movement(way, before.turnTo(after), opening);
    }
}
