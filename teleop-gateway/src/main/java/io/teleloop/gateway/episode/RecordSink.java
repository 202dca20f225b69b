package io.teleloop.gateway.episode;

import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Step;

/// Where an episode's records go. What was taken is never lost; what is not taken has not happened.
public interface RecordSink {
    boolean publish(EpisodeRecord entry);

    /// A step goes to two places; both take it or neither.
    boolean publish(EpisodeRecord sample, Step step);

    /// The last step of an episode is always taken, in both places.
    void publishLast(EpisodeRecord sample, Step step);

    boolean publish(EpisodeEvent event);

    /// The end of an episode is always taken.
    ///
    /// @param kept called on another thread when the end can no longer be lost
    void publishEnd(EpisodeRecord end, EpisodeEvent event, Runnable kept);
}
