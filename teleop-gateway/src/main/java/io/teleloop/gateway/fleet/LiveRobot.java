package io.teleloop.gateway.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.ResetDone;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.RobotMode;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.gateway.control.ControlLoop;
import io.teleloop.gateway.control.ControlState;
import io.teleloop.gateway.control.ControlTick;
import io.teleloop.gateway.control.Lease;
import io.teleloop.gateway.control.PolicyAnswer;
import io.teleloop.gateway.episode.TickRecord;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.problem.Problem;
import io.teleloop.gateway.robotlink.RobotLink;
import io.teleloop.gateway.robotlink.RobotPort;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One robot as the gateway sees it: its link, who watches, who drives, what is recorded, and the control tick that
/// brings them together. Everything runs on its context; only [#status()] may be read from elsewhere.
public final class LiveRobot implements RobotPort {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRobot.class);
    private static final long STATE_MS = 1000;

    private final String id;
    private final Context context;
    private final FleetContext fleet;
    private final LinkOutput output;
    private final Audience audience;
    private final ControlLoop control;
    private final Driving driving;
    private final SceneReset scene;
    private final Recording recording;
    private final Autonomy autonomy;
    private final StateMessage state;

    private @Nullable KnownRobot known;
    private long lastTickNs;
    private long tickTimer;
    private long stateTimer;
    private volatile RobotStatus status;

    LiveRobot(String id, Context context, FleetContext fleet) {
        this.id = id;
        this.context = context;
        this.fleet = fleet;
        output = new LinkOutput(fleet.clock());
        audience = new Audience(fleet.mostSessions());
        control = new ControlLoop(
                fleet.control(), output, new ControlLog(id, fleet, this::controlChanged, this::leaseEnded));
        driving = new Driving(id, control, fleet, this::tellState);
        scene = new SceneReset(id, context.owner(), fleet.audit(), control, output, this::sceneChanged);
        autonomy = new Autonomy(id, context, fleet, control, this::connected, this::announce);
        recording = new Recording(id, context, fleet, control, scene, this::connected, new EpisodeNews());
        state = new StateMessage(fleet, output, control, recording, autonomy);
        status = new RobotStatus(id, "", false, "idle", null);
    }

    void start() {
        fleet.metrics().robotKnown(id);
        long period = Math.round(1000 * fleet.control().periodSeconds());
        lastTickNs = fleet.clock().nowNs();
        tickTimer = context.owner().setPeriodic(period, ignored -> tick());
        stateTimer = context.owner().setPeriodic(STATE_MS, ignored -> everySecond());
    }

    void stop() {
        context.owner().cancelTimer(tickTimer);
        context.owner().cancelTimer(stateTimer);
        recording.closeUnfinished("the gateway stops");
        autonomy.close();
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
        KnownRobot robot = recognize(description);
        known = robot;
        output.connect(link);
        scene.unknown();
        link.welcome(fleet.name(), fleet.control().rateHz());
        control.robotConnected(robot.layout(), description.getLimits());
        fleet.metrics()
                .robotConnected(
                        id,
                        description.getStreamsList().stream()
                                .map(StreamDescription::getName)
                                .toList());
        LOG.info("Robot connected robot={} model={} task={}", id, description.getModel(), description.getTask());
        tellState();
    }

    private KnownRobot recognize(RobotDescription description) {
        KnownRobot before = known;
        if (before != null && before.description().equals(description)) {
            return before.again();
        }
        if (before != null) {
            audience.dismissAll("the robot came back with another description");
            before.cameras().close();
        }
        return KnownRobot.described(description, fleet.webRtc(), fleet.clock().nowNs());
    }

    @Override
    public boolean serves(RobotLink link) {
        return output.serves(link);
    }

    private Optional<KnownRobot> connected() {
        return output.isConnected() ? Optional.ofNullable(known) : Optional.empty();
    }

    @Override
    public void sample(Reception sample) {
        KnownRobot robot = known;
        if (robot == null) {
            return;
        }
        try {
            robot.sensed(sample);
            if (!audience.isEmpty()) {
                robot.pads().packet(sample).ifPresent(audience::tactile);
            }
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            output.refuse(Problem.badMessage("a sample of stream '" + sample.stream() + "': " + e.getMessage()));
            return;
        }
        if (sample.stream().equals(Streams.TCP)) {
            robot.state().measured().ifPresent(control::measured);
        }
        recording.sample(sample);
    }

    @Override
    public void lost(String stream, long missing) {
        fleet.metrics().samplesLost(id, stream, missing);
        LOG.warn("Samples lost on the robot link robot={} stream={} missing={}", id, stream, missing);
        recording.lost(stream, missing);
    }

    @Override
    public void mode(RobotMode mode) {
        driving.robotMode(mode);
    }

    @Override
    public void resetDone(ResetDone done) {
        scene.done(done);
    }

    @Override
    public void detach(RobotLink link, String reason) {
        if (!output.serves(link)) {
            return;
        }
        output.disconnect();
        LOG.warn("Robot is away robot={} reason={}", id, reason);
        fleet.metrics().robotLost(id);
        control.robotLost();
        autonomy.giveUpStarting("the robot went away");
        scene.robotLost();
        recording.closeUnfinished("the robot went away: " + reason);
        tellState();
    }

    // The operators' side.

    /// A session begins to watch; the problem when it may not.
    public Optional<Problem> join(Spectator spectator) {
        if (connected().isEmpty()) {
            return Optional.of(Problem.robotAway(id));
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
            driving.left(spectator);
            fleet.audit().record(id, spectator.operator(), "session.leave", "done");
            tellState();
        }
    }

    /// A client tells how old the pictures are that it shows.
    public void seen(double glassToGlassMs) {
        fleet.metrics().videoAge(id, glassToGlassMs);
    }

    /// What the robot said of itself; empty before it was ever connected.
    public Optional<RobotDescription> description() {
        return Optional.ofNullable(known).map(KnownRobot::description);
    }

    /// What a session shows, in the order of the robot's description.
    public View view() {
        KnownRobot robot = known;
        return robot == null
                ? View.NOTHING
                : new View(robot.cameras().described(), robot.cameras().feeds());
    }

    public double controlRateHz() {
        return fleet.control().rateHz();
    }

    /// Leases, commands and stops.
    public Driving driving() {
        return driving;
    }

    /// The policy.
    public Autonomy autonomy() {
        return autonomy;
    }

    /// The episode.
    public Recording recording() {
        return recording;
    }

    /// @param seed empty for any
    public Optional<Problem> resetScene(Spectator spectator, Optional<Long> seed) {
        return scene.begin(spectator, connected(), recording.isBusy(), seed);
    }

    /// The operator protocol's state message.
    public JsonObject stateFor(Spectator spectator) {
        return stateFor(spectator, fleet.clock().nowNs());
    }

    private JsonObject stateFor(Spectator spectator, long now) {
        KnownRobot robot = known;
        return state.to(
                spectator,
                delay(now),
                robot == null ? new JsonObject() : robot.cameras().rates(),
                now);
    }

    // What the parts tell.

    /// What the recorder made of an episode of this robot.
    void episodeEvent(EpisodeEvent event) {
        EpisodeMessages.of(event).ifPresent(audience::tellAll);
    }

    void streamChanged() {
        tellState();
    }

    private void controlChanged(ControlState from, ControlState to) {
        autonomy.controlChanged(from, to);
        tellState();
    }

    private void leaseEnded(String reason) {
        autonomy.giveUpStarting("the lease ended: " + reason);
        recording.closeUnfinished("the lease ended: " + reason);
        tellState();
    }

    private void sceneChanged(JsonObject message) {
        KnownRobot robot = known;
        if (robot != null) {
            robot.forgetScene();
        }
        audience.tellAll(message);
    }

    private final class EpisodeNews implements Recording.Listener {
        @Override
        public void began() {
            autonomy.episodeBegan();
        }

        @Override
        public void ended() {
            autonomy.episodeEnded();
        }

        @Override
        public void announce(JsonObject message) {
            LiveRobot.this.announce(message);
        }
    }

    private void announce(JsonObject message) {
        audience.tellAll(message);
        tellState();
    }

    private void tellState() {
        long now = fleet.clock().nowNs();
        status = new RobotStatus(
                id,
                description().map(RobotDescription::getTask).orElse(""),
                output.isConnected(),
                control.state().label(),
                control.lease().map(Lease::operator).orElse(null));
        audience.tellEach(spectator -> stateFor(spectator, now));
    }

    private void everySecond() {
        recording.closeTooLong();
        KnownRobot robot = known;
        if (robot != null) {
            robot.cameras().count(fleet.clock().nowNs());
        }
        tellState();
    }

    // The control tick.

    private void tick() {
        long now = fleet.clock().nowNs();
        watchLateness(now);
        ControlTick tick = control.tick(now, delay(now).ms(), () -> policyAnswer(now));
        if (tick instanceof ControlTick.Operated operated) {
            fleet.metrics().commandAge(id, (now - operated.command().sentNs()) / 1e6);
        }
        connected().ifPresent(robot -> ticked(robot, tick, now));
    }

    private PolicyAnswer policyAnswer(long now) {
        return connected()
                .map(robot -> autonomy.decide(robot.streams().at(now)))
                .orElseGet(() -> new PolicyAnswer.NotNow("the robot is away"));
    }

    private void watchLateness(long now) {
        double periodNs = 1e9 * fleet.control().periodSeconds();
        if (now - lastTickNs > 1.5 * periodNs) {
            fleet.metrics().tickLate(id);
        }
        lastTickNs = now;
    }

    private void ticked(KnownRobot robot, ControlTick tick, long now) {
        tick.target().ifPresent(target -> robot.commanded(target.gripper()));
        if (recording.isOpen()) {
            TickRecord step = TickRecord.of(robot.streams().at(now), tick, robot.holdingAction());
            autonomy.step(step.actor().getKind(), step.policy().isPresent());
            recording.tick(step);
        }
        if (!audience.isEmpty()) {
            robot.state()
                    .observation(tick.target(), control.commandAgeMs(now), now)
                    .ifPresent(audience::observation);
        }
    }

    /// With which delay the driver sees the robot: as measured by the driver's client, and no picture at all when a
    /// camera stands still.
    private DriverDelay delay(long now) {
        OptionalDouble reported = control.lease()
                .flatMap(lease -> audience.find(lease.session()))
                .map(driver -> driver.delayMs(now))
                .orElse(OptionalDouble.of(0));
        KnownRobot robot = known;
        return DriverDelay.of(
                reported,
                robot == null ? 0 : robot.cameras().oldestMs(now),
                fleet.control().velocityScale());
    }
}
