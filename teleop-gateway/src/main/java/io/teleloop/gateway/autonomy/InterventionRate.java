package io.teleloop.gateway.autonomy;

import io.teleloop.contract.v1.Actor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/// Which share of the steps a person drove, over the last episodes in which a policy ran and the one under way. Not
/// thread-safe.
public final class InterventionRate {
    /// As many as the metrics of a learner look back on.
    private static final int EPISODES = 20;

    private record Episode(long steps, long byPerson, boolean policyRan) {
        static final Episode EMPTY = new Episode(0, 0, false);

        Episode with(Actor.Kind actor, boolean policy) {
            return new Episode(steps + 1, byPerson + (actor == Actor.Kind.OPERATOR ? 1 : 0), policyRan || policy);
        }
    }

    private final Deque<Episode> finished = new ArrayDeque<>();
    private Episode underWay = Episode.EMPTY;

    /// One step of the episode that is recorded.
    ///
    /// @param policyRan whether a policy was asked
    public void step(Actor.Kind actor, boolean policyRan) {
        underWay = underWay.with(actor, policyRan);
    }

    public void episodeEnded() {
        if (underWay.policyRan()) {
            if (finished.size() == EPISODES) {
                finished.removeFirst();
            }
            finished.addLast(underWay);
        }
        underWay = Episode.EMPTY;
    }

    /// Another policy runs: what was before says nothing of it.
    public void forget() {
        finished.clear();
        underWay = Episode.EMPTY;
    }

    /// From 0 to 1; 0 while there are no steps.
    public double value() {
        long steps = episodes().mapToLong(Episode::steps).sum();
        return steps == 0 ? 0 : episodes().mapToLong(Episode::byPerson).sum() / (double) steps;
    }

    private Stream<Episode> episodes() {
        return Stream.concat(finished.stream(), Stream.of(underWay).filter(Episode::policyRan));
    }
}
