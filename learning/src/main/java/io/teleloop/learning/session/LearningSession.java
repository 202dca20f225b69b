package io.teleloop.learning.session;

import io.teleloop.contract.v1.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A learner at work: demonstrations and steps in, updates when they are due, policies out. Not thread-safe.
///
/// Life after a crash: a new session takes the last save by [#restore(byte[])], is fed the same demonstrations and
/// steps
/// again, is told by [#caughtUp()] that this was all, and goes on.
@SuppressWarnings("DoNotCallSuggester")
public final class LearningSession implements AutoCloseable {
    /// @param base the frozen policy that a residual corrects, null for other algorithms
    public LearningSession(LearningConfig config, @Nullable LearningBase base) {}

    /// The steps of a successful episode that an operator drove, in order. A second delivery of an episode is dropped.
    ///
    /// @return whether it was taken; false for an episode that was there or holds nothing to learn from
    public boolean addDemonstration(String episodeId, List<Step> steps) {
        throw new UnsupportedOperationException();
    }

    /// One control tick of an episode; ticks of an episode come in order, those of several may mix. Repeated and older
    /// indices are dropped, and so are steps in which no policy ran.
    public void addStep(Step step) {
        throw new UnsupportedOperationException();
    }

    /// Whether [#update()] may be called: there is enough to learn from, and the updates that the transitions so far
    /// allow are not used up.
    public boolean updateDue() {
        throw new UnsupportedOperationException();
    }

    /// One update of the learner.
    public void update() {
        throw new UnsupportedOperationException();
    }

    /// Whether there is a policy to publish: from the moment that the demonstrations suffice.
    public boolean hasPolicy() {
        throw new UnsupportedOperationException();
    }

    /// The policy as it is now.
    ///
    /// @throws IllegalStateException when there is none yet
    public PolicyDraft draft() {
        throw new UnsupportedOperationException();
    }

    /// How it is doing, named as in [io.teleloop.contract.policy.TrainingMetrics].
    public Map<String, Double> metrics() {
        throw new UnsupportedOperationException();
    }

    /// From steps in which a policy ran.
    public long transitions() {
        throw new UnsupportedOperationException();
    }

    public long demonstrationTransitions() {
        throw new UnsupportedOperationException();
    }

    public long updates() {
        throw new UnsupportedOperationException();
    }

    /// Everything but the transitions.
    public byte[] save() {
        throw new UnsupportedOperationException();
    }

    /// Only in a session that was fed nothing yet.
    public void restore(byte[] saved) {
        throw new UnsupportedOperationException();
    }

    /// After a restore: everything that the saved session had seen, or all of it that still exists, was fed again. What
    /// comes from now on allows new updates.
    public void caughtUp() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
