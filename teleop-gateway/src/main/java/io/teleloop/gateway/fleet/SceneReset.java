package io.teleloop.gateway.fleet;

import io.teleloop.contract.v1.ResetDone;
import io.teleloop.gateway.control.ControlLoop;
import io.teleloop.gateway.control.ControlState;
import io.teleloop.gateway.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The scene of one robot: whether the robot is putting it back now, and with which seed it did so last. Lives on the
/// robot's context.
final class SceneReset {
    private static final long TIMEOUT_MS = 15_000;

    private record Pending(long requestId, long seed, long timer) {}

    private final String robot;
    private final Vertx vertx;
    private final Audit audit;
    private final ControlLoop control;
    private final LinkOutput output;
    private final Consumer<JsonObject> ended;
    private @Nullable Pending pending;
    private long nextRequestId = 1;
    private long seed;

    /// @param ended called with the operator protocol's message about it
    SceneReset(
            String robot,
            Vertx vertx,
            Audit audit,
            ControlLoop control,
            LinkOutput output,
            Consumer<JsonObject> ended) {
        this.robot = robot;
        this.vertx = vertx;
        this.audit = audit;
        this.control = control;
        this.output = output;
        this.ended = ended;
    }

    boolean isUnderWay() {
        return pending != null;
    }

    /// Of the last reset; 0 when unknown.
    long seed() {
        return seed;
    }

    /// A robot came, and nobody knows what its scene is like.
    void unknown() {
        seed = 0;
    }

    /// @param known the robot, if it is connected
    /// @param recording an episode is recorded, or about to be
    /// @param wantedSeed empty for any
    Optional<Problem> begin(
            Spectator spectator, Optional<KnownRobot> known, boolean recording, Optional<Long> wantedSeed) {
        Optional<Problem> problem = mayBegin(spectator, known, recording);
        if (problem.isPresent()) {
            return problem;
        }
        long chosen = wantedSeed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1, 1L << 31));
        control.busy("the scene is being put back");
        long requestId = nextRequestId++;
        long timer = vertx.setTimer(TIMEOUT_MS, ignored -> end(false, "the robot did not answer in time"));
        pending = new Pending(requestId, chosen, timer);
        output.reset(requestId, chosen);
        audit.record(robot, spectator.operator(), "reset", "seed " + chosen);
        return Optional.empty();
    }

    private Optional<Problem> mayBegin(Spectator spectator, Optional<KnownRobot> known, boolean recording) {
        if (!control.isHeldBy(spectator.id())) {
            return Optional.of(Problem.leaseRequired("putting the scene back"));
        }
        if (known.isEmpty()) {
            return Optional.of(Problem.robotAway(robot));
        }
        if (!known.get().description().getResettable()) {
            return Optional.of(new Problem(
                    "not-resettable", "robot '" + robot + "' cannot put its scene back", "put it back by hand"));
        }
        if (control.state() instanceof ControlState.Stopped) {
            return Optional.of(new Problem("stopped", "an emergency stop is latched", "clear it first"));
        }
        if (recording || isUnderWay()) {
            return Optional.of(new Problem(
                    "episode-open",
                    isUnderWay() ? "the scene is being put back already" : "an episode is being recorded",
                    "wait for its end or close it first"));
        }
        return Optional.empty();
    }

    /// The robot answers; an answer to an earlier request says nothing.
    void done(ResetDone answer) {
        Pending asked = pending;
        if (asked != null && asked.requestId() == answer.getRequestId()) {
            end(answer.getOk(), answer.getMessage());
        }
    }

    void robotLost() {
        end(false, "the robot is away");
    }

    private void end(boolean ok, String message) {
        Pending asked = pending;
        if (asked == null) {
            return;
        }
        pending = null;
        vertx.cancelTimer(asked.timer());
        control.ready();
        seed = ok ? asked.seed() : 0;
        ended.accept(new JsonObject()
                .put("type", "reset.done")
                .put("ok", ok)
                .put("message", message)
                .put("seed", asked.seed()));
    }
}
