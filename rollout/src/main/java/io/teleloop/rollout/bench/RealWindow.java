package io.teleloop.rollout.bench;

import io.teleloop.learning.diffusion.Moment;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A part of an episode as it was.
///
/// @param start where it begins
record RealWindow(WindowReplay.Start start, List<Moment> moments) {
    /// Draws windows: an episode, then where the window begins in it.
    ///
    /// @param episodes of which those count that are as long as a window
    /// @param seeds of their start states
    static List<RealWindow> draw(
            List<Trajectory> episodes, List<Long> seeds, int rows, int count, RandomGenerator random) {
        List<RealWindow> windows = new ArrayList<>();
        while (windows.size() < count) {
            int episode = random.nextInt(episodes.size());
            List<Transition> transitions = episodes.get(episode).transitions();
            if (transitions.size() >= rows) {
                int first = random.nextInt(transitions.size() - rows + 1);
                windows.add(new RealWindow(
                        new WindowReplay.Start(seeds.get(episode), first),
                        transitions.subList(first, first + rows).stream()
                                .map(RealWindow::moment)
                                .toList()));
            }
        }
        return windows;
    }

    private static Moment moment(Transition transition) {
        return new Moment(transition.observation(), transition.action(), transition.reward(), transition.terminal());
    }

    float[] first() {
        return moments.getFirst().observation();
    }

    /// The same actions, told as if nothing came of them.
    List<Moment> withoutChange() {
        return moments.stream()
                .map(moment -> new Moment(first(), moment.action(), moment.reward(), moment.done()))
                .toList();
    }
}
