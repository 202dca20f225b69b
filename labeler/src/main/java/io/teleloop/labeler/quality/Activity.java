package io.teleloop.labeler.quality;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Run;
import java.util.List;

/// What is done at the steps of an episode: whether anything is, and whether a limit holds it back.
final class Activity {
    /// Speeds below which nothing moves (m/s, rad/s), and a change of the gripper's command that is none (m).
    private static final double STILL = 0.003;
    private static final double TURNS = 0.02;
    /// A shorter rest belongs to the work: fingers squeeze, an eye looks (s).
    private static final double REST = 0.6;
    private static final double AT_LIMIT = 0.99;
    private static final String GRIPPER = "gripper";
    private static final String RADIANS = "rad/s";
    private static final int TWIST = 6;

    private final EpisodeView episode;
    private final List<ActionDimension> dimensions;

    /// @param episode with at least one step
    Activity(EpisodeView episode) {
        this.episode = episode;
        dimensions = episode.robot().getActionSpace().getDimensionsList();
    }

    /// Share of the steps in which nobody acts, or nothing moves nor is asked to for a while.
    double idleShare() {
        int idle = 0;
        for (Run<Boolean> run : Run.of(episode.size(), this::rests)) {
            boolean nobody = episode.steps().get(run.from()).getActor().getKind() == Actor.Kind.NOBODY;
            if (run.value() && (nobody || run.length() >= episode.steps(REST))) {
                idle += run.length();
            }
        }
        return (double) idle / episode.size();
    }

    /// Share of the steps with a velocity at a limit of the action space.
    double saturatedShare() {
        long saturated = episode.steps().stream().filter(this::saturated).count();
        return (double) saturated / episode.size();
    }

    private boolean rests(int index) {
        Step step = episode.steps().get(index);
        return step.getActor().getKind() == Actor.Kind.NOBODY
                || (!asked(step, episode.steps().get(Math.max(0, index - 1))) && !moves(step));
    }

    /// Whether a velocity or a new opening is asked for.
    private boolean asked(Step step, Step before) {
        for (int i = 0; i < Math.min(dimensions.size(), step.getExecutedActionCount()); i++) {
            double value = step.getExecutedAction(i);
            if (dimensions.get(i).getName().equals(GRIPPER)) {
                value -= i < before.getExecutedActionCount() ? before.getExecutedAction(i) : value;
            }
            if (Math.abs(value) > (dimensions.get(i).getUnit().equals(RADIANS) ? TURNS : STILL)) {
                return true;
            }
        }
        return false;
    }

    private static boolean moves(Step step) {
        for (Reading reading : step.getObservationList()) {
            if (reading.getStream().equals(Streams.TWIST) && reading.getValuesCount() >= TWIST) {
                for (int i = 0; i < TWIST; i++) {
                    if (Math.abs(reading.getValues(i)) > (i < TWIST / 2 ? STILL : TURNS)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean saturated(Step step) {
        for (int i = 0; i < Math.min(dimensions.size(), step.getExecutedActionCount()); i++) {
            ActionDimension dimension = dimensions.get(i);
            double value = step.getExecutedAction(i);
            if (!dimension.getName().equals(GRIPPER)
                    && (value >= AT_LIMIT * dimension.getMaximum() || value <= AT_LIMIT * dimension.getMinimum())) {
                return true;
            }
        }
        return false;
    }
}
