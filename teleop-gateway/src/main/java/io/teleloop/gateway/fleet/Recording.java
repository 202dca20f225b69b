package io.teleloop.gateway.fleet;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.gateway.episode.EpisodeSession;
import io.teleloop.gateway.episode.OpenEpisodes;
import io.teleloop.gateway.episode.Reception;
import io.teleloop.gateway.episode.TickRecord;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The episode of one robot that is recorded now, if any. Not thread-safe.
final class Recording {
    private final FleetContext context;
    private @Nullable EpisodeSession episode;
    private boolean opening;

    Recording(FleetContext context) {
        this.context = context;
    }

    boolean isBusy() {
        return opening || episode != null;
    }

    boolean isOpen() {
        return episode != null;
    }

    /// The journal is written first, which takes its time: until [#begin] or [#cancel] nothing else is opened.
    void announce() {
        opening = true;
    }

    void cancel() {
        opening = false;
    }

    /// False when there is no room for its records.
    boolean begin(EpisodeId id, RobotDescription robot, String operator, long seed, Collection<Reception> newest) {
        opening = false;
        OpenEpisodes journal = context.journal();
        episode = EpisodeSession.open(
                id,
                robot,
                operator,
                seed,
                context.control().rateHz(),
                context.clock().nowNs(),
                newest,
                context.records(),
                () -> journal.closed(id));
        return episode != null;
    }

    /// False when there was no room: then the episode must be closed.
    boolean sample(Reception sample) {
        EpisodeSession open = episode;
        return open == null || open.sample(sample);
    }

    boolean lost(String stream, long missing, String reason) {
        EpisodeSession open = episode;
        return open == null
                || open.lost(stream, missing, reason, context.clock().nowNs());
    }

    boolean tick(TickRecord tick) {
        EpisodeSession open = episode;
        return open == null || open.tick(tick);
    }

    boolean isOlderThan(Duration longest) {
        EpisodeSession open = episode;
        return open != null && open.isOlderThan(longest, context.clock().nowNs());
    }

    /// Ends the episode; the operator protocol's message about it, empty when none was open.
    Optional<JsonObject> close(Outcome outcome, String by, String reason) {
        EpisodeSession open = episode;
        if (open == null) {
            return Optional.empty();
        }
        episode = null;
        open.close(outcome, by, reason, context.clock().nowNs());
        return Optional.of(EpisodeMessages.closed(open, outcome, by, reason));
    }

    /// As in the state message of the operator protocol; null when nothing is recorded.
    @Nullable
    JsonObject state() {
        EpisodeSession open = episode;
        return open == null ? null : EpisodeMessages.recording(open);
    }
}
