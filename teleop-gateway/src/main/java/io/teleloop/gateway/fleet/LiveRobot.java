package io.teleloop.gateway.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.ResetDone;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.RobotMode;
import io.teleloop.contract.v1.TactileField;
import io.teleloop.contract.wire.TactilePacket;
import io.teleloop.gateway.control.ActionLayout;
import io.teleloop.gateway.control.ClientClock;
import io.teleloop.gateway.control.CommandGate;
import io.teleloop.gateway.control.ControlEvents;
import io.teleloop.gateway.control.ControlLoop;
import io.teleloop.gateway.control.ControlState;
import io.teleloop.gateway.control.ControlTick;
import io.teleloop.gateway.control.Lease;
import io.teleloop.gateway.control.Pose;
import io.teleloop.gateway.control.Rejection;
import io.teleloop.gateway.control.ShapedTarget;
import io.teleloop.gateway.control.Vector;
import io.teleloop.gateway.episode.Reception;
import io.teleloop.gateway.episode.TickRecord;
import io.teleloop.gateway.problem.Problem;
import io.teleloop.gateway.robotlink.RobotLink;
import io.teleloop.gateway.robotlink.RobotPort;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One robot as the gateway sees it: its link, who watches, who drives, what is recorded. Everything runs on its
/// context; only [#status()] may be read from elsewhere.
public final class LiveRobot implements RobotPort, ControlEvents {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRobot.class);
    private static final String GATEWAY = "gateway";
    private static final long STATE_MS = 1000;
    private static final long RESET_TIMEOUT_MS = 15_000;

    private record PendingReset(long requestId, long seed, long timer) {}

    /// What is known of the robot since it said hello; kept while it is away.
    private record Body(RobotDescription description, ActionLayout layout, Map<String, Integer> pads) {}

    private final String id;
    private final Context context;
    private final FleetContext fleet;
    private final LinkOutput output;
    private final ControlLoop control;
    private final Recording recording;
    private final Audience audience;
    private final Map<String, Reception> newest = new LinkedHashMap<>();
    private final Map<String, Long> tactileSequences = new HashMap<>();

    private @Nullable Body body;
    private @Nullable Readings readings;
    private @Nullable Cameras cameras;
    private @Nullable Pose lastTarget;
    private final HeldOpening heldOpening = new HeldOpening();
    private @Nullable PendingReset reset;
    private long nextResetId = 1;
    private long seed;
    private long lastTickNs;
    private long tickTimer;
    private long stateTimer;
    private volatile RobotStatus status;

    LiveRobot(String id, Context context, FleetContext fleet) {
        this.id = id;
        this.context = context;
        this.fleet = fleet;
        output = new LinkOutput(fleet.clock());
        control = new ControlLoop(fleet.control(), output, this);
        recording = new Recording(fleet);
        audience = new Audience(fleet.mostSessions());
        status = new RobotStatus(id, "", false, "idle", null);
    }

    void start() {
        long period = Math.round(1000 * fleet.control().periodSeconds());
        lastTickNs = fleet.clock().nowNs();
        tickTimer = context.owner().setPeriodic(period, ignored -> tick());
        stateTimer = context.owner().setPeriodic(STATE_MS, ignored -> everySecond());
    }

    void stop() {
        context.owner().cancelTimer(tickTimer);
        context.owner().cancelTimer(stateTimer);
        closeEpisode(Outcome.UNKNOWN, GATEWAY, "the gateway stops");
        audience.dismissAll("the gateway stops");
        output.close("the gateway stops");
    }

    public String id() {
        return id;
    }

    public RobotStatus status() {
        return status;
    }

    @Override
    public Context context() {
        return context;
    }

    // The robot's side.

    @Override
    public void attach(RobotLink link, RobotDescription description) {
        if (output.isConnected()) {
            link.refuse(new Problem(
                    "robot-exists",
                    "robot '" + id + "' is connected already",
                    "stop the other one, or wait until the gateway has noticed that it is gone"));
            return;
        }
        Body before = body;
        if (before != null && !before.description().equals(description)) {
            audience.dismissAll("the robot came back with another description");
            closeCameras();
        }
        output.connect(link);
        long now = fleet.clock().nowNs();
        ActionLayout layout = new ActionLayout(description.getActionSpace());
        Map<String, Integer> pads = new HashMap<>();
        description.getTactilePadsList().forEach(pad -> pads.put(Streams.tactile(pad.getName()), pads.size()));
        body = new Body(description, layout, pads);
        readings = new Readings(description);
        if (cameras == null) {
            cameras = new Cameras(description, fleet.webRtc(), now);
        }
        newest.clear();
        lastTarget = null;
        heldOpening.forget();
        seed = 0;
        link.welcome(fleet.name(), fleet.control().rateHz());
        control.robotConnected(layout, description.getLimits());
        fleet.metrics().robotConnected();
        LOG.info("Robot connected robot={} model={} task={}", id, description.getModel(), description.getTask());
        tellState();
    }

    private void closeCameras() {
        Cameras open = cameras;
        cameras = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean serves(RobotLink link) {
        return output.serves(link);
    }

    @Override
    public void sample(Reception sample) {
        Readings seen = readings;
        if (seen == null) {
            return;
        }
        try {
            seen.update(sample);
            show(sample);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            output.refuse(Problem.badMessage("a sample of stream '" + sample.stream() + "': " + e.getMessage()));
            return;
        }
        newest.put(sample.stream(), sample);
        if (sample.stream().equals(Streams.TCP)) {
            seen.measured().ifPresent(control::measured);
        }
        if (!recording.sample(sample)) {
            noRoom();
        }
    }

    private void show(Reception sample) throws InvalidProtocolBufferException {
        Cameras views = cameras;
        if (Streams.isCamera(sample.stream()) && views != null) {
            views.picture(sample);
        }
        Body robot = body;
        Integer pad = robot == null ? null : robot.pads().get(sample.stream());
        if (pad != null && !audience.isEmpty()) {
            TactileField field = TactileField.parseFrom(sample.data());
            float[] displacement = new float[field.getDisplacementCount()];
            for (int i = 0; i < displacement.length; i++) {
                displacement[i] = field.getDisplacement(i);
            }
            long sequence = tactileSequences.merge(sample.stream(), 1L, Long::sum);
            audience.tactile(new TactilePacket(
                            pad,
                            field.getRows(),
                            field.getColumns(),
                            sample.captureTimeNs() / 1e6,
                            sequence,
                            displacement)
                    .encode());
        }
    }

    @Override
    public void lost(String stream, long missing) {
        fleet.metrics().samplesLost(id, stream, missing);
        LOG.warn("Samples lost on the robot link robot={} stream={} missing={}", id, stream, missing);
        if (!recording.lost(stream, missing, "lost between the robot and the gateway")) {
            noRoom();
        }
    }

    @Override
    public void mode(RobotMode mode) {
        switch (mode.getMode()) {
            case EMERGENCY_STOPPED -> {
                if (control.robotStopped("robot " + id, mode.getReason())) {
                    fleet.audit().record(id, "robot " + id, "estop", "stopped");
                    LOG.warn("Robot stopped itself robot={} reason={}", id, mode.getReason());
                }
            }
            case WATCHDOG_STOPPED -> {
                control.robotNotStopped();
                control.interrupt("the robot's watchdog stopped it: " + mode.getReason());
            }
            case HOLDING, FOLLOWING, MODE_UNSPECIFIED, UNRECOGNIZED -> control.robotNotStopped();
        }
    }

    @Override
    public void detach(RobotLink link, String reason) {
        if (!output.serves(link)) {
            return;
        }
        output.disconnect();
        LOG.warn("Robot is away robot={} reason={}", id, reason);
        fleet.metrics().robotLost();
        control.robotLost();
        endReset(false, "the robot is away");
        closeEpisode(Outcome.UNKNOWN, GATEWAY, "the robot went away: " + reason);
        tellState();
    }

    // The operators' side.

    /// A session begins to watch; the problem when it may not.
    public Optional<Problem> join(Spectator spectator) {
        if (!output.isConnected() || body == null) {
            return Optional.of(robotAway());
        }
        if (!audience.join(spectator)) {
            return Optional.of(new Problem(
                    "too-many-sessions",
                    audience.size() + " sessions watch robot '" + id + "' already",
                    "close one of them"));
        }
        fleet.metrics().operatorJoined();
        fleet.audit().record(id, spectator.operator(), "session.join", "granted");
        return Optional.empty();
    }

    public void leave(Spectator spectator) {
        if (audience.leave(spectator)) {
            fleet.metrics().operatorLeft();
            control.release(spectator.id(), "the operator left");
            fleet.audit().record(id, spectator.operator(), "session.leave", "done");
            tellState();
        }
    }

    private Problem robotAway() {
        return new Problem("robot-away", "robot '" + id + "' is not connected", "start the robot, or wait for it");
    }

    /// What the robot said of itself; empty before it was ever connected.
    public Optional<RobotDescription> description() {
        Body robot = body;
        return robot == null ? Optional.empty() : Optional.of(robot.description());
    }

    /// What a session shows, in the order of the robot's description.
    public View view() {
        Cameras open = cameras;
        return open == null ? View.NOTHING : new View(open.described(), open.feeds());
    }

    public double controlRateHz() {
        return fleet.control().rateHz();
    }

    public Optional<Problem> acquireLease(Spectator spectator) {
        Optional<Lease> lease = control.acquire(
                spectator.id(), spectator.operator(), fleet.clock().nowNs());
        fleet.audit().record(id, spectator.operator(), "lease.acquire", lease.isPresent() ? "granted" : "lease-held");
        if (lease.isPresent()) {
            tellState();
            return Optional.empty();
        }
        String holder = control.lease().map(Lease::operator).orElse("somebody");
        return Optional.of(new Problem(
                "lease-held",
                holder + " drives robot '" + id + "'",
                "watch until the lease is released; stopping is always possible"));
    }

    public Optional<Problem> renewLease(Spectator spectator) {
        return control.renew(spectator.id(), fleet.clock().nowNs()).isPresent()
                ? Optional.empty()
                : Optional.of(Problem.leaseRequired("renewing"));
    }

    public Optional<Problem> releaseLease(Spectator spectator) {
        if (!control.release(spectator.id(), "the operator released the lease")) {
            return Optional.of(Problem.leaseRequired("releasing"));
        }
        fleet.audit().record(id, spectator.operator(), "lease.release", "done");
        tellState();
        return Optional.empty();
    }

    /// @param clock as the session's client reported it lately, null when it did not
    public void command(Spectator spectator, byte[] packet, @Nullable ClientClock clock) {
        control.command(spectator.id(), packet, clock, fleet.clock().nowNs());
    }

    /// Anybody may stop.
    public void emergencyStop(String who, String reason) {
        fleet.audit().record(id, who, "estop", "stopped");
        LOG.warn("Emergency stop robot={} operator={} reason={}", id, who, reason);
        control.stop(who, reason);
        tellState();
    }

    public Optional<Problem> clearStop(Spectator spectator) {
        if (!control.isHeldBy(spectator.id())) {
            fleet.audit().record(id, spectator.operator(), "estop.clear", "lease-required");
            return Optional.of(Problem.leaseRequired("clearing an emergency stop"));
        }
        boolean cleared = control.clear();
        fleet.audit().record(id, spectator.operator(), "estop.clear", cleared ? "cleared" : "was not stopped");
        tellState();
        return Optional.empty();
    }

    public Optional<Problem> openEpisode(Spectator spectator) {
        Optional<Problem> problem = mayOpen(spectator);
        fleet.audit()
                .record(
                        id,
                        spectator.operator(),
                        "episode.open",
                        problem.map(Problem::code).orElse("granted"));
        if (problem.isPresent()) {
            return problem;
        }
        recording.announce();
        EpisodeId episode = EpisodeId.at(Instant.ofEpochMilli(fleet.clock().nowNs() / 1_000_000));
        context.<Void>executeBlocking(() -> {
                    fleet.journal().opened(episode, id);
                    return null;
                })
                .onComplete(ignored -> begin(episode, spectator), e -> {
                    recording.cancel();
                    LOG.error("Cannot write the journal of open episodes robot={}", id, e);
                    spectator.tell(new Problem(
                                    "stream-away",
                                    "the gateway cannot write its journal: " + e.getMessage(),
                                    "free some disk space")
                            .toJson());
                });
        return Optional.empty();
    }

    private Optional<Problem> mayOpen(Spectator spectator) {
        if (!control.isHeldBy(spectator.id())) {
            return Optional.of(Problem.leaseRequired("recording"));
        }
        if (!output.isConnected()) {
            return Optional.of(robotAway());
        }
        if (recording.isBusy() || reset != null) {
            return Optional.of(new Problem(
                    "episode-open",
                    reset != null ? "the scene is being put back" : "an episode is recorded already",
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

    private void begin(EpisodeId episode, Spectator spectator) {
        Body robot = body;
        if (robot == null || !output.isConnected() || !control.isHeldBy(spectator.id())) {
            recording.cancel();
            forget(episode);
            spectator.tell(Problem.leaseRequired("recording").toJson());
            return;
        }
        if (!recording.begin(episode, robot.description(), spectator.operator(), seed, newest.values())) {
            forget(episode);
            spectator.tell(
                    new Problem("stream-away", "there is no room for more records", "wait until the spool is drained")
                            .toJson());
            return;
        }
        audience.tellAll(EpisodeMessages.opened(episode, spectator.operator()));
        tellState();
    }

    /// Takes an episode that was never opened out of the journal.
    private void forget(EpisodeId episode) {
        context.<Void>executeBlocking(() -> {
            fleet.journal().closed(episode);
            return null;
        });
    }

    public Optional<Problem> closeEpisode(Spectator spectator, Outcome outcome) {
        Optional<Problem> problem = Optional.empty();
        if (!control.isHeldBy(spectator.id())) {
            problem = Optional.of(Problem.leaseRequired("closing an episode"));
        } else if (!recording.isOpen()) {
            problem = Optional.of(
                    new Problem("no-episode", "nothing is recorded on robot '" + id + "'", "open an episode first"));
        }
        fleet.audit()
                .record(
                        id,
                        spectator.operator(),
                        "episode.close",
                        problem.map(Problem::code).orElse(outcome.name().toLowerCase(Locale.ROOT)));
        if (problem.isEmpty()) {
            closeEpisode(outcome, spectator.operator(), "");
        }
        return problem;
    }

    private void closeEpisode(Outcome outcome, String by, String reason) {
        recording.close(outcome, by, reason).ifPresent(message -> {
            audience.tellAll(message);
            tellState();
        });
    }

    private void noRoom() {
        LOG.error("Episode closed because its records have no room robot={}", id);
        closeEpisode(Outcome.UNKNOWN, GATEWAY, "the gateway had no room for more records");
        audience.tellAll(new Problem(
                        "stream-away",
                        "the episode was closed because its records have no room",
                        "wait until Kafka is back and the spool is drained")
                .toJson());
    }

    /// @param wantedSeed empty for any
    public Optional<Problem> reset(Spectator spectator, Optional<Long> wantedSeed) {
        Body robot = body;
        if (!control.isHeldBy(spectator.id())) {
            return Optional.of(Problem.leaseRequired("putting the scene back"));
        }
        if (robot == null || !output.isConnected()) {
            return Optional.of(robotAway());
        }
        if (!robot.description().getResettable()) {
            return Optional.of(new Problem(
                    "not-resettable", "robot '" + id + "' cannot put its scene back", "put it back by hand"));
        }
        if (control.state() instanceof ControlState.Stopped) {
            return Optional.of(new Problem("stopped", "an emergency stop is latched", "clear it first"));
        }
        if (recording.isBusy() || reset != null) {
            return Optional.of(new Problem(
                    "episode-open",
                    reset != null ? "the scene is being put back already" : "an episode is being recorded",
                    "wait for its end or close it first"));
        }
        long chosen = wantedSeed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1, 1L << 31));
        control.busy("the scene is being put back");
        long requestId = nextResetId++;
        long timer = context.owner()
                .setTimer(RESET_TIMEOUT_MS, ignored -> endReset(false, "the robot did not answer in time"));
        reset = new PendingReset(requestId, chosen, timer);
        output.reset(requestId, chosen);
        fleet.audit().record(id, spectator.operator(), "reset", "seed " + chosen);
        return Optional.empty();
    }

    @Override
    public void resetDone(ResetDone done) {
        PendingReset pending = reset;
        if (pending != null && pending.requestId() == done.getRequestId()) {
            endReset(done.getOk(), done.getMessage());
        }
    }

    private void endReset(boolean ok, String message) {
        PendingReset pending = reset;
        if (pending == null) {
            return;
        }
        reset = null;
        context.owner().cancelTimer(pending.timer());
        control.ready();
        seed = ok ? pending.seed() : 0;
        // What was seen before shows another scene.
        newest.clear();
        lastTarget = null;
        heldOpening.forget();
        audience.tellAll(new JsonObject()
                .put("type", "reset.done")
                .put("ok", ok)
                .put("message", message)
                .put("seed", pending.seed()));
    }

    /// What the recorder made of an episode of this robot.
    void episodeEvent(EpisodeEvent event) {
        EpisodeMessages.of(event).ifPresent(audience::tellAll);
    }

    void streamChanged() {
        tellState();
    }

    // Control.

    @Override
    public void stateChanged(ControlState from, ControlState to) {
        switch (to) {
            case ControlState.Stopped _ -> fleet.metrics().stopped(id, "emergency");
            case ControlState.Holding holding ->
                fleet.metrics().stopped(id, holding.cause().name().toLowerCase(Locale.ROOT));
            case ControlState.Idle _, ControlState.Engaged _ -> {}
        }
        LOG.info("Control state changed robot={} from={} to={} reason={}", id, from.label(), to.label(), to.reason());
        tellState();
    }

    @Override
    public void leaseEnded(Lease lease, String reason) {
        fleet.audit().record(id, lease.operator(), "lease.end", reason);
        closeEpisode(Outcome.UNKNOWN, GATEWAY, "the lease ended: " + reason);
        tellState();
    }

    @Override
    public void accepted(CommandGate.Accepted command) {
        fleet.metrics().accepted(id);
    }

    @Override
    public void rejected(String session, Rejection reason, String detail) {
        fleet.metrics().rejected(id, reason);
        LOG.debug("Command rejected robot={} session={} reason={} detail={}", id, session, reason.label(), detail);
    }

    private void tick() {
        long now = fleet.clock().nowNs();
        double periodNs = 1e9 * fleet.control().periodSeconds();
        if (now - lastTickNs > 1.5 * periodNs) {
            fleet.metrics().tickLate(id);
        }
        lastTickNs = now;
        ControlTick tick = control.tick(now, delay(now).ms());
        tick.command().ifPresent(command -> fleet.metrics().commandAge(id, (now - command.sentNs()) / 1e6));
        Body robot = body;
        Readings seen = readings;
        if (robot == null || seen == null || !output.isConnected()) {
            return;
        }
        tick.target().ifPresent(target -> {
            lastTarget = target.pose();
            heldOpening.commanded(target.gripper());
        });
        boolean engaged = control.state() instanceof ControlState.Engaged;
        if (!engaged) {
            lastTarget = null;
        }
        if (recording.isOpen() && !recording.tick(tickRecord(robot, seen, tick, now))) {
            noRoom();
        }
        if (!audience.isEmpty()) {
            seen.observation(engaged, control.commandAgeMs(now), lastTarget, now)
                    .ifPresent(audience::observation);
        }
    }

    private TickRecord tickRecord(Body robot, Readings seen, ControlTick tick, long now) {
        Optional<ShapedTarget> target = tick.target();
        if (target.isEmpty()) {
            return new TickRecord(
                    now,
                    robot.layout().action(Vector.ZERO, Vector.ZERO, heldOpening.orElse(seen.opening())),
                    Actor.newBuilder().setKind(Actor.Kind.NOBODY).build(),
                    Optional.empty());
        }
        String operator = tick.operator().orElse("");
        return new TickRecord(
                now,
                target.get().action(),
                Actor.newBuilder().setKind(Actor.Kind.OPERATOR).setId(operator).build(),
                tick.command().map(command -> command(command, target.get(), operator)));
    }

    private static Command command(CommandGate.Accepted accepted, ShapedTarget target, String operator) {
        Command.Builder command = Command.newBuilder()
                .setOperatorId(operator)
                .setEpoch(accepted.packet().epoch())
                .setSequence((int) accepted.packet().sequence())
                .setDeadman(accepted.packet().deadman())
                .setSentTimeNs(accepted.sentNs())
                .setTarget(target.pose().toMessage());
        for (float value : accepted.packet().action()) {
            command.addRequested(value);
        }
        for (float value : target.action()) {
            command.addExecuted(value);
        }
        return command.build();
    }

    /// With which delay the driver sees the robot: as measured by the driver's client, and no picture at all when a
    /// camera stands still.
    private DriverDelay delay(long now) {
        OptionalDouble reported = control.lease()
                .flatMap(lease -> audience.find(lease.session()))
                .map(driver -> driver.delayMs(now))
                .orElse(OptionalDouble.of(0));
        Cameras views = cameras;
        return DriverDelay.of(
                reported,
                views == null ? 0 : views.oldestMs(now),
                fleet.control().velocityScale());
    }

    /// Why the robot does not follow, or not at full speed.
    private String reason(DriverDelay delay) {
        return Stream.of(control.state().reason(), delay.reason())
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private void everySecond() {
        Duration longest = fleet.longestEpisode();
        if (recording.isOlderThan(longest)) {
            LOG.warn("Episode closed because it is too long robot={} minutes={}", id, longest.toMinutes());
            closeEpisode(
                    Outcome.UNKNOWN,
                    GATEWAY,
                    "the episode reached the longest duration, " + longest.toSeconds() + " s (episode.max.ms)");
        }
        Cameras views = cameras;
        if (views != null) {
            views.count(fleet.clock().nowNs());
        }
        tellState();
    }

    private void tellState() {
        long now = fleet.clock().nowNs();
        Optional<Lease> lease = control.lease();
        Body robot = body;
        status = new RobotStatus(
                id,
                robot == null ? "" : robot.description().getTask(),
                output.isConnected(),
                control.state().label(),
                lease.map(Lease::operator).orElse(null));
        if (!audience.isEmpty()) {
            audience.tellEach(spectator -> stateFor(spectator, now));
        }
    }

    /// The operator protocol's state message.
    public JsonObject stateFor(Spectator spectator, long now) {
        JsonObject rejected = new JsonObject();
        control.rejections().forEach((reason, count) -> rejected.put(reason.label(), count));
        Cameras views = cameras;
        DriverDelay delay = delay(now);
        return new JsonObject()
                .put("type", "state")
                .put("robotConnected", output.isConnected())
                .put("control", control.state().label())
                .put("reason", reason(delay))
                .put(
                        "lease",
                        control.lease()
                                .map(lease -> leaseFor(spectator, lease, now))
                                .orElse(null))
                .put("recording", recording.state())
                .put("stream", fleet.stream().get().up() ? "up" : "away")
                .put("spoolBytes", fleet.stream().get().spoolBytes())
                .put("rejected", rejected)
                .put("video", views == null ? new JsonObject() : views.rates())
                .put("velocityScale", fleet.control().velocityScale().at(delay.ms()));
    }

    private static JsonObject leaseFor(Spectator spectator, Lease lease, long now) {
        return new JsonObject()
                .put("operator", lease.operator())
                .put("epoch", lease.epoch())
                .put("mine", lease.isHeldBy(spectator.id()))
                .put("expiresInMs", Math.max(0, (lease.expiresAtNs() - now) / 1_000_000));
    }
}
