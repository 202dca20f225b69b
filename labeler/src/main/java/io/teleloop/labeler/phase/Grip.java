package io.teleloop.labeler.phase;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.TactilePad;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Run;
import io.teleloop.labeler.episode.StreamValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the gripper does at each step, told from its opening, what it is commanded to, and its fingertips.
///
/// A gripper that is told to close further than it is, and stays, holds something; where fingertips feel, they
/// must feel it too.
final class Grip {
    enum State {
        STILL,
        CLOSING,
        HOLDING,
        OPENING
    }

    private static final String GRIPPER = "gripper";
    /// Metres between command and opening from which on the fingers are on their way, or held up; and by which
    /// they may give way while they are held up.
    private static final double LAG = 0.002;
    /// Seconds for which fingers stand that are held up: a command takes some time to move them.
    private static final double HELD_UP = 0.25;
    /// Displacement of a marker that is a touch (m).
    private static final double TOUCH = 3e-5;
    /// Seconds for which a hold may flicker.
    private static final double FLICKER = 0.2;

    private Grip() {}

    /// One state a step; [State#STILL] throughout for a robot without a gripper.
    static State[] states(EpisodeView episode) {
        State[] states = new State[episode.size()];
        Optional<StreamValues> opening = StreamValues.of(episode, Streams.GRIPPER, 1);
        int dimension = gripperDimension(episode);
        for (int step = 0; step < states.length; step++) {
            states[step] = State.STILL;
        }
        if (opening.isEmpty() || dimension < 0) {
            return states;
        }
        List<StreamValues> pads = pads(episode);
        for (int step = 0; step < states.length; step++) {
            double lag = opening.get().at(step, 0) - commanded(episode, step, dimension, opening.get());
            if (lag < -LAG) {
                states[step] = State.OPENING;
            } else if (lag > LAG) {
                boolean stays = (step > 0 && states[step - 1] == State.HOLDING)
                        || stands(opening.get(), step, episode.steps(HELD_UP));
                boolean held = stays && touched(pads, step);
                states[step] = held ? State.HOLDING : State.CLOSING;
            }
        }
        return withoutFlicker(states, episode.steps(FLICKER));
    }

    private static int gripperDimension(EpisodeView episode) {
        List<ActionDimension> dimensions = episode.robot().getActionSpace().getDimensionsList();
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).getName().equals(GRIPPER)) {
                return i;
            }
        }
        return -1;
    }

    /// A step that tells no action leaves the gripper where it is.
    private static double commanded(EpisodeView episode, int step, int dimension, StreamValues opening) {
        Step told = episode.steps().get(step);
        return told.getExecutedActionCount() > dimension ? told.getExecutedAction(dimension) : opening.at(step, 0);
    }

    private static boolean stands(StreamValues opening, int step, int steps) {
        for (int later = step + 1; later <= Math.min(step + steps, opening.size() - 1); later++) {
            if (Math.abs(opening.at(later, 0) - opening.at(step, 0)) > LAG) {
                return false;
            }
        }
        return true;
    }

    private static List<StreamValues> pads(EpisodeView episode) {
        List<StreamValues> pads = new ArrayList<>();
        for (TactilePad pad : episode.robot().getTactilePadsList()) {
            StreamValues.of(episode, Streams.tactile(pad.getName()), 3 * pad.getRows() * pad.getColumns())
                    .ifPresent(pads::add);
        }
        return pads;
    }

    private static boolean touched(List<StreamValues> pads, int step) {
        return pads.stream().allMatch(pad -> {
            for (int marker = 0; marker + 2 < pad.columns(step); marker += 3) {
                if (pad.vector(step, marker).norm() > TOUCH) {
                    return true;
                }
            }
            return false;
        });
    }

    private static State[] withoutFlicker(State[] seen, int shortest) {
        boolean[] held = new boolean[seen.length];
        for (int step = 0; step < seen.length; step++) {
            held[step] = seen[step] == State.HOLDING;
        }
        boolean[] smooth = Smoothing.of(held, shortest, 1);
        State[] states = seen.clone();
        for (int step = 0; step < seen.length; step++) {
            if (smooth[step]) {
                states[step] = State.HOLDING;
            }
        }
        return states;
    }

    /// The spans in which something is held.
    static List<Run<State>> holds(State[] states) {
        return Run.of(states.length, step -> states[step]).stream()
                .filter(run -> run.value() == State.HOLDING)
                .toList();
    }
}
