package io.teleloop.learning.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Folds transitions of one step that follow each other into transitions of n steps: r_t + g r_(t+1) + ... with the
/// value of the observation n steps ahead. Where the chain ends, the last ones are folded over the fewer steps that are
/// left, so every one-step transition gives exactly one.
public final class NStepChain {
    private final int steps;
    /// Not yet n steps old, oldest first, each folded over what came since.
    private final Deque<Transition> open = new ArrayDeque<>();

    /// @param steps n, 1 for ordinary temporal differences
    public NStepChain(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a return over " + steps + " steps; at least 1");
        }
        this.steps = steps;
    }

    /// All transitions of a finished chain.
    public static List<Transition> fold(List<Transition> transitions, int steps) {
        NStepChain chain = new NStepChain(steps);
        List<Transition> folded = new ArrayList<>(transitions.size());
        transitions.forEach(transition -> folded.addAll(chain.add(transition)));
        folded.addAll(chain.end());
        return folded;
    }

    /// The next one-step transition; one that ends the task ends the chain.
    ///
    /// @return what is complete by it, oldest first
    public List<Transition> add(Transition next) {
        for (int i = open.size(); i > 0; i--) {
            open.addLast(open.removeFirst().then(next));
        }
        open.addLast(next);
        if (next.terminal()) {
            return end();
        }
        return open.size() < steps ? List.of() : List.of(open.removeFirst());
    }

    /// Nothing follows (time limit, hold): what was still open, folded over what there is.
    public List<Transition> end() {
        List<Transition> rest = List.copyOf(open);
        open.clear();
        return rest;
    }
}
