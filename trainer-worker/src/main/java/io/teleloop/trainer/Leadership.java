package io.teleloop.trainer;

import io.teleloop.trainer.election.Election.Candidate;
import io.teleloop.trainer.learn.Term;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What this worker does while it leads: a term, from the election to the end of leadership.
///
/// The election's thread and the one that stops the process may end a term at the same time.
final class Leadership implements Candidate {
    private final Term.Tools tools;
    private final Consumer<Exception> onFailure;
    private volatile @Nullable Term term;

    Leadership(Term.Tools tools, Consumer<Exception> onFailure) {
        this.tools = tools;
        this.onFailure = onFailure;
    }

    @Override
    public void lead() {
        if (term == null) {
            term = Term.begin(tools, onFailure);
        }
    }

    @Override
    public void stepDown(boolean inTime) {
        Term ending = term;
        if (ending != null) {
            try {
                ending.end(inTime);
                term = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean turns() {
        Term now = term;
        return now == null || now.turns();
    }

    String trouble() {
        Term now = term;
        return now == null ? "" : now.trouble();
    }
}
