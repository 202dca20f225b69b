package io.teleloop.learning.experience;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.List;

/// Cuts the steps of successful episodes into trajectories.
public final class Demonstrations {
    private final TransitionReader reader;

    public Demonstrations(ObservationSpec observation, ActionSpec action, ActionSpace space, ExperienceRules rules) {
        reader = new TransitionReader(observation, action, space, rules, false);
    }

    /// The trajectories of one episode: one, or several where the operator let go or a reading was missing. The last
    /// one
    /// ends in success with reward 1, whoever judged it, also where the robot was let go just before.
    ///
    /// @param steps of the whole episode, in order
    public List<Trajectory> trajectories(String episodeId, List<Step> steps) {
        List<List<Moment>> runs = runs(steps);
        List<Trajectory> trajectories = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            List<Transition> transitions = transitions(runs.get(i), i == runs.size() - 1);
            if (!transitions.isEmpty()) {
                trajectories.add(new Trajectory(episodeId, transitions));
            }
        }
        return trajectories;
    }

    /// Neighbouring moments without a hole.
    private List<List<Moment>> runs(List<Step> steps) {
        List<List<Moment>> runs = new ArrayList<>();
        long expected = -1;
        for (Step step : steps) {
            Moment moment = reader.moment(step).orElse(null);
            if (moment == null) {
                continue;
            }
            if (step.getIndex() != expected) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(moment);
            expected = step.getIndex() + 1;
        }
        return runs;
    }

    private List<Transition> transitions(List<Moment> run, boolean succeeds) {
        List<Transition> transitions = new ArrayList<>();
        for (int i = 0; i + 1 < run.size(); i++) {
            transitions.add(reader.transition(run.get(Math.max(0, i - 1)), run.get(i), run.get(i + 1)));
        }
        if (succeeds) {
            Moment last = success(run.getLast());
            transitions.add(reader.transition(run.get(Math.max(0, run.size() - 2)), last, last));
        }
        return transitions;
    }

    private static Moment success(Moment last) {
        Step step = last.step();
        float reward = step.getReward() > 0 ? step.getReward() : 1;
        return new Moment(step.toBuilder().setReward(reward).setTerminated(true).build(), last.observation());
    }
}
