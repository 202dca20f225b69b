package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.contract.wire.TactilePacket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An operator's session with one robot. Requests block until the gateway has answered; commands and readings do
/// not. Thread-safe.
///
/// ``` try (OperatorClient operator = OperatorClient.connect(gateway, token, "sim-1")) { operator.acquireLease();
/// String episode = operator.openEpisode(); ... operator.command(action, true) at operator.controlRateHz() ...
/// operator.closeEpisode(Outcome.SUCCESS); EpisodeEnd end = operator.awaitSealed(episode,
/// Duration.ofSeconds(30)); } ```
public final class OperatorClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorClient.class);

    /// Well within the lease's 3 s, so that one lost renewal does no harm.
    private static final long RENEW_MS = 800;

    /// The protocol's rate while the operator does not drive.
    private static final long IDLE_COMMAND_MS = 200;

    private static final long CLOCK_MS = 500;
    /// The first exchanges come quickly, so that measurements can begin.
    private static final long FIRST_CLOCK_MS = 20;
    private static final int FIRST_CLOCKS = 10;
    private static final long REPORT_MS = 1000;
    private static final long STOP_CONFIRMATION_MS = 150;

    private final OperatorOptions options;
    private final SessionClock clock = new SessionClock();
    private final VideoMeter video = new VideoMeter(clock);
    private final CommandMeter commandMeter = new CommandMeter();
    private final Readings readings = new Readings();
    private final EpisodeLog episodes = new EpisodeLog();
    private final Conversation conversation = new Conversation();
    private final ScheduledThreadPoolExecutor executor;
    private final Link link;
    private final CommandSender commands;
    private volatile SessionState state = SessionState.UNKNOWN;
    private volatile @Nullable Joined joined;
    private volatile @Nullable String endReason;
    private volatile boolean leaseWanted;
    private volatile int actionSize;

    private OperatorClient(OperatorOptions options, String name) {
        this.options = options;
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("operator-" + name).factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        link = new Link(options, executor, video, new Link.Listener() {
            @Override
            public void message(JsonNode message) {
                received(message);
            }

            @Override
            public void packet(String channel, byte[] packet) {
                switch (channel) {
                    case Channels.OBSERVATION -> readings.observation(packet).ifPresent(OperatorClient.this::observed);
                    case Channels.TACTILE -> readings.tactile(packet);
                    default -> {}
                }
            }

            @Override
            public void ended(String reason) {
                end(reason);
            }
        });
        commands = new CommandSender(clock, commandMeter, link::sendCommand);
    }

    /// Joins a robot with the usual options.
    ///
    /// @param gateway for example `http://localhost:8080`
    /// @param token the operator's
    /// @throws OperatorException when the gateway refuses or no connection comes about
    public static OperatorClient connect(URI gateway, String token, String robotId)
            throws OperatorException, InterruptedException {
        return connect(gateway, token, robotId, OperatorOptions.defaults());
    }

    /// Joins a robot.
    ///
    /// @throws OperatorException when the gateway refuses or no connection comes about
    public static OperatorClient connect(URI gateway, String token, String robotId, OperatorOptions options)
            throws OperatorException, InterruptedException {
        OperatorClient client = new OperatorClient(options, robotId);
        try {
            client.start(client.link.connect(gateway, token, robotId));
            return client;
        } catch (OperatorException | InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private void start(Joined answer) {
        joined = answer;
        actionSize = answer.robot().getActionSpace().getDimensionsCount();
        for (int i = 0; i < FIRST_CLOCKS; i++) {
            later(i * FIRST_CLOCK_MS, this::exchangeClock);
        }
        // Nothing moves before the gateway knows this clock, so it is told as soon as the first exchanges are over.
        later(FIRST_CLOCKS * FIRST_CLOCK_MS, this::reportClock);
        every(CLOCK_MS, this::exchangeClock);
        every(REPORT_MS, this::reportClock);
        every(RENEW_MS, this::renewLease);
        every(IDLE_COMMAND_MS, this::idleCommand);
    }

    private Joined joined() {
        Joined answer = joined;
        if (answer == null) {
            throw new IllegalStateException("the session has not been joined");
        }
        return answer;
    }

    // ---- What the robot is

    /// What the robot is and can do.
    public RobotDescription description() {
        return joined().robot();
    }

    /// How often the robot takes a command, hertz.
    public double controlRateHz() {
        return joined().controlRateHz();
    }

    /// The gateway's name for this session.
    public String session() {
        return joined().session();
    }

    // ---- Requests

    /// Takes the right to drive, and keeps it until it is released or the session ends.
    ///
    /// @return the lease's epoch
    public long acquireLease() throws OperatorException, InterruptedException {
        long epoch = ask("acquire the lease", Messages.acquireLease(), message -> mine(message));
        leaseWanted = true;
        // After a lease that ended under a held deadman the gateway wants to see it released once.
        commands.send(new double[actionSize], false, epoch);
        return epoch;
    }

    private static Optional<Long> mine(JsonNode message) {
        JsonNode lease = message.path("lease");
        return isType(message, "state") && lease.path("mine").asBoolean()
                ? Optional.of(lease.path("epoch").asLong())
                : Optional.empty();
    }

    /// Gives the right to drive back.
    public void releaseLease() throws OperatorException, InterruptedException {
        leaseWanted = false;
        ask(
                "release the lease",
                Messages.releaseLease(),
                message -> isType(message, "state")
                                && !message.path("lease").path("mine").asBoolean()
                        ? Optional.of(true)
                        : Optional.empty());
    }

    /// Lets a policy drive, supervised by this session, until it is stopped or refused or the lease ends. A command
    /// with the deadman pressed takes over at once.
    ///
    /// @param version 0 for the one that robots shall run, and every other one that becomes it
    /// @param onRelease what happens when the deadman is released after a take-over
    /// @return the version that drives
    public long startAutonomy(String policy, long version, OnRelease onRelease)
            throws OperatorException, InterruptedException {
        return ask(
                "start policy " + policy,
                Messages.startAutonomy(policy, version, onRelease),
                message -> driving(message, policy, version));
    }

    private static Optional<Long> driving(JsonNode message, String policy, long wanted) {
        JsonNode autonomy = message.path("autonomy");
        long version = autonomy.path("version").asLong();
        boolean asked = wanted == 0 ? autonomy.path("following").asBoolean() : version == wanted;
        return isType(message, "state") && autonomy.path("policy").asText().equals(policy) && asked
                ? Optional.of(version)
                : Optional.empty();
    }

    /// The policy drives no more: the robot holds, unless this operator drives it.
    public void stopAutonomy() throws OperatorException, InterruptedException {
        ask(
                "stop the policy",
                Messages.stopAutonomy(),
                message -> isType(message, "state") && !message.path("autonomy").isObject()
                        ? Optional.of(true)
                        : Optional.empty());
    }

    /// Begins to record.
    ///
    /// @return the episode's id
    public String openEpisode() throws OperatorException, InterruptedException {
        return ask("open an episode", Messages.openEpisode(), message -> episodeEvent(message, "opened"));
    }

    /// Ends the recording. Returns when the gateway has closed the episode, whatever its outcome; what becomes of it
    /// tells [#awaitSealed].
    ///
    /// @return the episode's id
    public String closeEpisode(Outcome outcome) throws OperatorException, InterruptedException {
        return ask("close the episode", Messages.closeEpisode(outcome), message -> episodeEvent(message, "closed"));
    }

    private static Optional<String> episodeEvent(JsonNode message, String event) {
        return isType(message, "episode") && message.path("event").asText().equals(event)
                ? Optional.of(message.path("episode").asText())
                : Optional.empty();
    }

    /// What became of a closed episode, as far as this session was told; empty before.
    public Optional<EpisodeEnd> fate(String episode) {
        return episodes.end(episode);
    }

    /// Waits until a closed episode is stored, or is known not to be.
    ///
    /// @throws OperatorException with code `timeout` when nothing is known in time
    public EpisodeEnd awaitSealed(String episode, Duration timeout) throws OperatorException, InterruptedException {
        return conversation.await("the fate of episode " + episode, () -> episodes.end(episode), timeout);
    }

    /// Puts the robot's scene back, to the state of a seed.
    public void reset(long seed) throws OperatorException, InterruptedException {
        reset(OptionalLong.of(seed));
    }

    /// Puts the robot's scene back, to a random state.
    public void reset() throws OperatorException, InterruptedException {
        reset(OptionalLong.empty());
    }

    private void reset(OptionalLong seed) throws OperatorException, InterruptedException {
        JsonNode done = ask(
                "reset the scene",
                Messages.reset(seed),
                message -> isType(message, "reset.done") ? Optional.of(message) : Optional.empty());
        if (!done.path("ok").asBoolean()) {
            throw new OperatorException(
                    "not-resettable",
                    done.path("message").asText("the robot did not reset"),
                    "look at the robot's log");
        }
    }

    /// Stops the robot and waits until it is known to be stopped. The control channel goes first; when it brings no
    /// confirmation at once, the WebSocket too. Both at the same time would let the slower one stop the robot again
    /// after it was cleared.
    public void emergencyStop() throws OperatorException, InterruptedException {
        String reason = endReason;
        if (reason != null) {
            throw OperatorException.connectionLost(reason);
        }
        ScheduledFuture<?> secondWay = executor.schedule(
                () -> link.sendBySocket(Messages.stop()), STOP_CONFIRMATION_MS, TimeUnit.MILLISECONDS);
        try {
            conversation.tell(
                    "stop",
                    () -> link.send(Messages.stop()),
                    message -> control(message).filter("stopped"::equals),
                    options.requestTimeout());
        } finally {
            secondWay.cancel(false);
        }
    }

    /// Lets the robot move again; needs the lease.
    public void clearStop() throws OperatorException, InterruptedException {
        ask("clear the stop", Messages.clearStop(), message -> control(message)
                .filter(control -> !control.equals("stopped")));
    }

    private static Optional<String> control(JsonNode message) {
        return isType(message, "state") ? Optional.of(message.path("control").asText()) : Optional.empty();
    }

    private <T> T ask(String what, ObjectNode request, Function<JsonNode, Optional<T>> match)
            throws OperatorException, InterruptedException {
        return conversation.ask(
                what,
                () -> {
                    if (!link.send(request)) {
                        throw OperatorException.connectionLost("the gateway takes no more messages: " + what);
                    }
                },
                match,
                options.requestTimeout());
    }

    // ---- Driving

    /// Sends one command at once. While the operator drives, call this at [#controlRateHz]; when the calls stop,
    /// the gateway's watchdog holds the robot. Between drives the client itself sends commands with the deadman
    /// released.
    ///
    /// @param action physical units, in the order of the robot's action space
    /// @param deadman pressed: without it the robot holds
    /// @return false when the network took no packet
    /// @throws OperatorException without the lease, or after the connection was lost
    public boolean command(double[] action, boolean deadman) throws OperatorException {
        String reason = endReason;
        if (reason != null) {
            throw OperatorException.connectionLost(reason);
        }
        if (action.length != actionSize) {
            throw new IllegalArgumentException(
                    "the action has " + action.length + " values, but the robot's action space has " + actionSize);
        }
        SessionState now = state;
        if (!now.leaseMine()) {
            throw new OperatorException(
                    "lease-required",
                    now.leaseOperator().isEmpty()
                            ? "this session has no lease"
                            : "the lease is with " + now.leaseOperator(),
                    "acquire the lease first");
        }
        return commands.send(action, deadman, now.leaseEpoch());
    }

    private void idleCommand() {
        SessionState now = state;
        if (now.leaseMine() && commands.idleFor(IDLE_COMMAND_MS)) {
            commands.send(new double[actionSize], false, now.leaseEpoch());
        }
    }

    // ---- Readings

    /// The newest observation; empty before the first.
    public Optional<ObservationPacket> latestObservation() {
        return readings.newest();
    }

    /// Waits for an observation that is newer than the one with the sequence number `after`; −1 for any.
    ///
    /// @throws OperatorException with code `timeout`, or `connection-lost`
    public ObservationPacket awaitObservation(long after, Duration timeout)
            throws OperatorException, InterruptedException {
        return readings.await(after, timeout);
    }

    /// The newest field of a fingertip, by its index in the description; empty before the first.
    public Optional<TactilePacket> latestTactile(int pad) {
        return readings.tactile(pad);
    }

    /// What the gateway last said of robot and session.
    public SessionState state() {
        return state;
    }

    /// Waits until the gateway's word makes a condition true, for example `() ->
    /// client.state().control().equals("idle")`.
    public void awaitState(String what, BooleanSupplier condition, Duration timeout)
            throws OperatorException, InterruptedException {
        conversation.await(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(), timeout);
    }

    /// Why the connection is over; empty while it stands.
    public Optional<String> endReason() {
        return Optional.ofNullable(endReason);
    }

    /// What was measured so far.
    public OperatorStatistics statistics() {
        Map<String, OperatorStatistics.VideoStatistics> cameras = new LinkedHashMap<>();
        joined().cameras().forEach((mid, name) -> cameras.put(name, video.statistics(mid)));
        return new OperatorStatistics(
                commands.sent(),
                commands.unsent(),
                readings.observations(),
                readings.lost(),
                readings.tactileFields(),
                readings.malformed(),
                commandMeter.roundTrips().summary(),
                clock.roundTrips().summary(),
                clock.offsetMs(),
                clock.errorMs(),
                cameras);
    }

    /// Leaves: the gateway ends the lease, and a recording that is open ends as the gateway decides.
    @Override
    public void close() {
        executor.shutdown();
        link.close();
        end("the client was closed");
    }

    private void end(String reason) {
        if (endReason == null) {
            endReason = reason;
        }
        conversation.end(reason);
        readings.end(reason);
    }

    // ---- On the client's thread

    private static boolean isType(JsonNode message, String type) {
        return message.path("type").asText().equals(type);
    }

    private void received(JsonNode message) {
        switch (message.path("type").asText()) {
            case "clock" -> {
                clock.exchanged(
                        message.path("t1").asDouble(),
                        message.path("t2").asDouble(),
                        message.path("t3").asDouble(),
                        clock.nowMs());
                return;
            }
            case "state" -> stateReceived(SessionState.of(message));
            case "episode" -> episodes.received(message);
            case "error" -> {
                OperatorException error = Messages.error(message);
                if (!conversation.refused(error)) {
                    LOG.atWarn()
                            .addKeyValue("code", error.code())
                            .addKeyValue("action", error.action())
                            .addKeyValue("reason", error.reason())
                            .log("The gateway reported an error");
                }
                return;
            }
            default -> {}
        }
        conversation.received(message);
    }

    private void stateReceived(SessionState now) {
        state = now;
        if (leaseWanted && !now.leaseMine()) {
            leaseWanted = false;
            LOG.atWarn()
                    .addKeyValue("holder", now.leaseOperator())
                    .addKeyValue("reason", now.reason())
                    .log("The lease was lost");
        }
    }

    private void observed(ObservationPacket packet) {
        commandMeter.observed(clock.nowMs(), packet.sentMs(), packet.commandAgeMs(), clock.offsetMs(), clock.errorMs());
    }

    private void exchangeClock() {
        link.send(Messages.clock(clock.nowMs()));
    }

    private void reportClock() {
        if (Double.isNaN(clock.offsetMs())) {
            return;
        }
        link.send(Messages.clockReport(
                clock.offsetMs(), clock.errorMs(), clock.roundTrips().newest(), video.newestGlassToGlassMs()));
    }

    private void renewLease() {
        if (leaseWanted) {
            link.send(Messages.renewLease());
        }
    }

    private void every(long periodMs, Runnable work) {
        var ignored = executor.scheduleAtFixedRate(guarded(work), periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    private void later(long delayMs, Runnable work) {
        var ignored = executor.schedule(guarded(work), delayMs, TimeUnit.MILLISECONDS);
    }

    /// An exception would end a repeated task silently.
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("A regular task of the operator client failed");
            }
        };
    }
}
