package io.teleloop.trainer.learn;

import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.learning.session.LearningSession;
import io.teleloop.trainer.TrainerMetrics;
import io.teleloop.trainer.publish.PolicyPublisher;
import io.teleloop.trainer.publish.PolicyPublisher.Publication;
import io.teleloop.trainer.store.SupersededException;
import java.util.concurrent.CompletableFuture;

/// Decides when a policy is published: after so many updates, and what is left of them when nothing more is to be
/// learned for a while; a first one also before any update, when learning waits for a policy that acts.
final class Publishing {
    private final PolicyPublisher publisher;
    private final Courier courier;
    private final Rhythm rhythm;
    private final TrainerMetrics metrics;
    private CompletableFuture<Boolean> underWay = CompletableFuture.completedFuture(true);
    private long updates = -1;
    private long at;

    Publishing(PolicyPublisher publisher, Courier courier, Rhythm rhythm, TrainerMetrics metrics) {
        this.publisher = publisher;
        this.courier = courier;
        this.rhythm = rhythm;
        this.metrics = metrics;
        this.at = System.nanoTime() - rhythm.publishInterval().toNanos();
    }

    /// Goes on behind what was published before.
    void open(Patience patience) throws InterruptedException, SupersededException {
        PolicyCard newest = patience.untilDone("finding the newest version", () -> {
                    publisher.open();
                    return publisher;
                })
                .newest();
        if (newest != null) {
            updates = newest.training().updates();
            metrics.newestVersion(newest.createdNs());
        }
    }

    /// The newest version, 0 for none.
    long newestVersion() {
        PolicyCard newest = publisher.newest();
        return newest == null ? 0 : newest.policyVersion();
    }

    /// @param idle whether nothing came and nothing was due for a while
    void publishIfDue(LearningSession session, Intake intake, boolean idle) {
        long fresh = session.updates() - Math.max(0, updates);
        boolean due = fresh >= rhythm.publishUpdates() || (idle && (fresh > 0 || updates < 0));
        if (!due
                || !underWay.isDone()
                || !session.hasPolicy()
                || System.nanoTime() - at < rhythm.publishInterval().toNanos()) {
            return;
        }
        at = System.nanoTime();
        updates = session.updates();
        Publication publication = publisher.prepare(session.draft(), intake.stepOffsets());
        underWay = courier.send("policy", () -> {
            PolicyCard card = publication.publish();
            metrics.published();
            metrics.newestVersion(card.createdNs());
        });
    }
}
