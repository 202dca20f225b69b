package io.teleloop.gateway.fleet;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.gateway.control.ControlLoop;
import io.teleloop.gateway.episode.EpisodeSession;
import io.teleloop.gateway.episode.TickRecord;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.problem.Problem;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The episode of one robot that is recorded now, if any: who may open and close it, its entry in the journal of open
/// episodes, and what the gateway closes by itself. Lives on the robot's context.
public final class Recording {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final String GATEWAY = "gateway";

    private final String robot;
    private final Context context;
    private final FleetContext fleet;
    private final ControlLoop control;
    private final SceneReset scene;
    private final Supplier<Optional<KnownRobot>> connected;
    private final Listener listener;
    private @Nullable EpisodeSession episode;
    /// The journal is written first, which takes its time: meanwhile nothing else is opened.
    private boolean opening;

    /// Hears of each episode.
    interface Listener {
        void began();

        void ended();

        /// Takes messages of the operator protocol for every session.
        void announce(JsonObject message);
    }

    /// @param connected the robot, while it is connected
    Recording(
            String robot,
            Context context,
            FleetContext fleet,
            ControlLoop control,
            SceneReset scene,
            Supplier<Optional<KnownRobot>> connected,
            Listener listener) {
        this.robot = robot;
        this.context = context;
        this.fleet = fleet;
        this.control = control;
        this.scene = scene;
        this.connected = connected;
        this.listener = listener;
    }

    /// An episode is recorded, or about to be.
    boolean isBusy() {
        return opening || episode != null;
    }

    boolean isOpen() {
        return episode != null;
    }

    /// As in the state message of the operator protocol; null when nothing is recorded.
    @Nullable
    JsonObject state() {
        EpisodeSession open = episode;
        return open == null ? null : EpisodeMessages.recording(open);
    }

    // What sessions ask for.

    public Optional<Problem> open(Spectator spectator) {
        Optional<Problem> problem = mayOpen(spectator);
        audit(spectator, "episode.open", problem.map(Problem::code).orElse("granted"));
        if (problem.isPresent()) {
            return problem;
        }
        opening = true;
        EpisodeId id = EpisodeId.at(Instant.ofEpochMilli(fleet.clock().nowNs() / 1_000_000));
        context.<Void>executeBlocking(() -> {
                    fleet.journal().opened(id, robot);
                    return null;
                })
                .onComplete(
                        ignored -> {
                            opening = false;
                            begin(id, spectator);
                        },
                        e -> {
                            opening = false;
                            LOG.error("Cannot write the journal of open episodes robot={}", robot, e);
                            spectator.tell(streamAway(
                                    "the gateway cannot write its journal: " + e.getMessage(), "free some disk space"));
                        });
        return Optional.empty();
    }

    private Optional<Problem> mayOpen(Spectator spectator) {
        if (!control.isHeldBy(spectator.id())) {
            return Optional.of(Problem.leaseRequired("recording"));
        }
        if (connected.get().isEmpty()) {
            return Optional.of(Problem.robotAway(robot));
        }
        if (isBusy() || scene.isUnderWay()) {
            return Optional.of(new Problem(
                    "episode-open",
                    scene.isUnderWay() ? "the scene is being put back" : "an episode is recorded already",
                    "wait for its end or close it first"));
        }
        if (!fleet.stream().get().up()) {
            return Optional.of(new Problem(
                    "stream-away",
                    "records cannot reach Kafka: " + fleet.stream().get().problem(),
                    "wait until the stream is up again"));
        }
        return Optional.empty();
    }

    /// The journal was written, and the world may have changed meanwhile.
    private void begin(EpisodeId id, Spectator spectator) {
        Optional<KnownRobot> known = connected.get();
        if (known.isEmpty() || !control.isHeldBy(spectator.id())) {
            forget(id);
            spectator.tell(Problem.leaseRequired("recording").toJson());
            return;
        }
        long now = fleet.clock().nowNs();
        episode = EpisodeSession.open(
                id,
                known.get().description(),
                spectator.operator(),
                scene.seed(),
                fleet.control().rateHz(),
                now,
                known.get().streams().choosableFrom(now),
                fleet.records(),
                () -> fleet.journal().closed(id));
        if (episode == null) {
            forget(id);
            spectator.tell(streamAway("there is no room for more records", "wait until the spool is drained"));
            return;
        }
        listener.began();
        listener.announce(EpisodeMessages.opened(id, spectator.operator()));
    }

    /// Takes an episode that was never opened out of the journal.
    private void forget(EpisodeId id) {
        context.<Void>executeBlocking(() -> {
            fleet.journal().closed(id);
            return null;
        });
    }

    public Optional<Problem> close(Spectator spectator, Outcome outcome) {
        Optional<Problem> problem = mayClose(spectator);
        audit(
                spectator,
                "episode.close",
                problem.map(Problem::code).orElse(outcome.name().toLowerCase(Locale.ROOT)));
        if (problem.isEmpty()) {
            close(outcome, spectator.operator(), "");
        }
        return problem;
    }

    private Optional<Problem> mayClose(Spectator spectator) {
        if (!control.isHeldBy(spectator.id())) {
            return Optional.of(Problem.leaseRequired("closing an episode"));
        }
        return isOpen() ? Optional.empty() : Optional.of(noEpisode());
    }

    private Problem noEpisode() {
        return new Problem("no-episode", "nothing is recorded on robot '" + robot + "'", "open an episode first");
    }

    /// Takes down words of the operator in the episode.
    public Optional<Problem> say(Spectator spectator, Utterance.Kind kind, String text) {
        EpisodeSession open = episode;
        if (!control.isHeldBy(spectator.id())) {
            return Optional.of(Problem.leaseRequired("what is said to the robot"));
        }
        if (open == null) {
            return Optional.of(noEpisode());
        }
        boolean taken = open.say(Utterance.newBuilder()
                .setKind(kind)
                .setText(text)
                .setOperatorId(spectator.operator())
                .setTimeNs(fleet.clock().nowNs())
                .build());
        return taken
                ? Optional.empty()
                : Optional.of(new Problem(
                        "too-many-words", "more was said within one control tick than it holds", "say it again"));
    }

    private void audit(Spectator spectator, String action, String decision) {
        fleet.audit().record(robot, spectator.operator(), action, decision);
    }

    private static JsonObject streamAway(String message, String action) {
        return new Problem("stream-away", message, action).toJson();
    }

    // What is recorded.

    void sample(Reception sample) {
        EpisodeSession open = episode;
        if (open != null) {
            taken(open.sample(sample));
        }
    }

    void lost(String stream, long missing) {
        EpisodeSession open = episode;
        if (open != null) {
            taken(open.lost(
                    stream,
                    missing,
                    "lost between the robot and the gateway",
                    fleet.clock().nowNs()));
        }
    }

    void tick(TickRecord tick) {
        EpisodeSession open = episode;
        if (open != null) {
            taken(open.tick(tick));
        }
    }

    /// What is not taken would be a hole: the episode ends before it.
    private void taken(boolean hadRoom) {
        if (!hadRoom) {
            LOG.error("Episode closed because its records have no room robot={}", robot);
            closeUnfinished("the gateway had no room for more records");
            listener.announce(streamAway(
                    "the episode was closed because its records have no room",
                    "wait until Kafka is back and the spool is drained"));
        }
    }

    void closeTooLong() {
        EpisodeSession open = episode;
        Duration longest = fleet.longestEpisode();
        if (open != null && open.isOlderThan(longest, fleet.clock().nowNs())) {
            LOG.warn("Episode closed because it is too long robot={} minutes={}", robot, longest.toMinutes());
            closeUnfinished("the episode reached the longest duration, " + longest.toSeconds() + " s (episode.max.ms)");
        }
    }

    /// The gateway closes what nobody finished.
    void closeUnfinished(String reason) {
        close(Outcome.UNKNOWN, GATEWAY, reason);
    }

    private void close(Outcome outcome, String by, String reason) {
        EpisodeSession open = episode;
        if (open != null) {
            episode = null;
            open.close(outcome, by, reason, fleet.clock().nowNs());
            listener.ended();
            listener.announce(EpisodeMessages.closed(open, outcome, by, reason));
        }
    }
}
