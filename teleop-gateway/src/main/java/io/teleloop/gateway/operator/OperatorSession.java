package io.teleloop.gateway.operator;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.wire.TimecodeStrip;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.fleet.LiveRobot;
import io.teleloop.gateway.fleet.Spectator;
import io.teleloop.gateway.fleet.View;
import io.teleloop.gateway.problem.Problem;
import io.teleloop.gateway.webrtc.OperatorPeer;
import io.teleloop.gateway.webrtc.PeerListener;
import io.teleloop.gateway.webrtc.WebRtcEngine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An operator attached to a robot: the WebRTC connection, and what comes over it and over the WebSocket. Lives on the
/// robot's context.
final class OperatorSession implements Spectator, PeerListener {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorSession.class);
    private static final long COMPLAIN_NS = Duration.ofSeconds(1).toNanos();
    private static final int MOST_CANDIDATES = 128;
    private static final JsonFormat.Printer JSON =
            JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

    private final String id;
    private final String operator;
    private final LiveRobot robot;
    private final WebRtcEngine webRtc;
    private final OperatorSocket socket;
    private final GatewayClock clock;

    private @Nullable OperatorPeer peer;
    private View view = new View(List.of(), List.of());
    private final ClockReports reports = new ClockReports();
    private final MessageBudget budget;
    private long complainedAtNs;
    private int candidates;
    private boolean joined;
    private boolean ended;

    OperatorSession(
            String id,
            String operator,
            LiveRobot robot,
            WebRtcEngine webRtc,
            OperatorSocket socket,
            GatewayClock clock) {
        this.id = id;
        this.operator = operator;
        this.robot = robot;
        this.webRtc = webRtc;
        this.socket = socket;
        this.clock = clock;
        budget = new MessageBudget(clock.nowNs());
        complainedAtNs = clock.nowNs() - COMPLAIN_NS;
    }

    LiveRobot robot() {
        return robot;
    }

    void begin() {
        if (ended) {
            return;
        }
        Optional<Problem> problem = robot.join(this);
        if (problem.isPresent()) {
            ended = true;
            socket.refuse(problem.get());
            return;
        }
        joined = true;
        view = robot.view();
        peer = webRtc.connect(view.feeds(), task -> robot.context().runOnContext(ignored -> task.run()), this);
        LOG.info("Operator joined robot={} operator={} session={}", robot.id(), operator, id);
    }

    /// The session is over.
    void end(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        if (joined) {
            LOG.info("Operator left robot={} operator={} session={} reason={}", robot.id(), operator, id, reason);
            robot.leave(this);
        }
        OperatorPeer open = peer;
        peer = null;
        if (open != null) {
            open.close();
        }
        socket.close(reason);
    }

    // What the WebRTC connection tells.

    @Override
    public void offer(String sdp) {
        OperatorPeer open = peer;
        if (open == null) {
            return;
        }
        socket.send(joined(open.mids()));
        socket.send(new JsonObject().put("type", "offer").put("sdp", sdp));
        socket.send(robot.stateFor(this));
    }

    private JsonObject joined(List<String> mids) {
        JsonArray cameras = new JsonArray();
        for (int i = 0; i < view.cameras().size(); i++) {
            Camera camera = view.cameras().get(i);
            cameras.add(new JsonObject()
                    .put("name", camera.getName())
                    .put("mid", i < mids.size() ? mids.get(i) : null)
                    .put("width", camera.getWidth())
                    .put("height", camera.getHeight())
                    .put("stripRows", TimecodeStrip.ROWS));
        }
        return new JsonObject()
                .put("type", "joined")
                .put("session", id)
                .put("operator", operator)
                .put("controlRateHz", robot.controlRateHz())
                .put("robot", robot.description().map(OperatorSession::toJson).orElseGet(JsonObject::new))
                .put("cameras", cameras);
    }

    private static JsonObject toJson(RobotDescription robot) {
        RobotDescription.Builder shown = robot.toBuilder();
        // Descriptors are for files; a page has no use for them.
        shown.getStreamsBuilderList().forEach(stream -> stream.clearFileDescriptorSet());
        try {
            return new JsonObject(JSON.print(shown));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a description without Any messages always prints", e);
        }
    }

    @Override
    public void localCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
        socket.send(new JsonObject()
                .put("type", "ice")
                .put("candidate", candidate)
                .put("sdpMid", sdpMid)
                .put("sdpMLineIndex", sdpMLineIndex));
    }

    @Override
    public void controlMessage(String json) {
        if (!ended) {
            receive(json, true);
        }
    }

    @Override
    public void commandPacket(byte[] packet) {
        if (!ended) {
            robot.driving().command(this, packet, reports.clock(clock.nowNs()).orElse(null));
        }
    }

    @Override
    public void channelsOpen() {
        tell(robot.stateFor(this));
    }

    @Override
    public void disconnected(String reason) {
        end("the WebRTC connection ended: " + reason);
    }

    // What the client says.

    /// A message from the WebSocket.
    void socketMessage(String json) {
        if (!ended) {
            receive(json, false);
        }
    }

    private void receive(String json, boolean overControlChannel) {
        long receivedNs = clock.nowNs();
        try {
            ClientMessage message = ClientMessages.parse(json);
            // Stopping is never refused.
            if (!budget.take(receivedNs) && !(message instanceof ClientMessage.EStop)) {
                complain(receivedNs);
                return;
            }
            Optional<Problem> problem = handle(message, receivedNs, overControlChannel);
            problem.ifPresent(found -> tell(found.toJson()));
        } catch (BadMessageException e) {
            tell(Problem.badMessage(String.valueOf(e.getMessage())).toJson());
        } catch (IllegalArgumentException e) {
            tell(Problem.badMessage("the message was refused: " + e.getMessage())
                    .toJson());
        }
    }

    /// At most once a second, so that the answers are not too many either.
    private void complain(long nowNs) {
        if (nowNs - complainedAtNs < COMPLAIN_NS) {
            return;
        }
        complainedAtNs = nowNs;
        LOG.warn("Operator sends too many messages robot={} operator={} session={}", robot.id(), operator, id);
        tell(new Problem(
                        "too-many-messages",
                        "more than " + MessageBudget.PER_SECOND + " messages a second came; the rest is dropped",
                        "send fewer; commands go over the command channel")
                .toJson());
    }

    private Optional<Problem> handle(ClientMessage message, long receivedNs, boolean overControlChannel) {
        return switch (message) {
            case ClientMessage.Join _ ->
                Optional.of(Problem.badMessage("a second join; one session watches one robot"));
            case ClientMessage.Answer answer -> answer(answer);
            case ClientMessage.Ice ice -> candidate(ice);
            case ClientMessage.Clock request -> clock(request, receivedNs, overControlChannel);
            case ClientMessage.ClockReport report -> {
                Optional<Problem> problem = reports.reported(report, receivedNs);
                if (problem.isEmpty()) {
                    report.glassToGlassMs().ifPresent(robot::seen);
                }
                yield problem;
            }
            case ClientMessage.EStop _ -> {
                robot.driving().emergencyStop(operator, operator + " pressed the emergency stop");
                yield Optional.empty();
            }
            case ClientMessage.EStopClear _ -> robot.driving().clearStop(this);
            case ClientMessage.LeaseAcquire _ -> robot.driving().acquireLease(this);
            case ClientMessage.LeaseRenew _ -> robot.driving().renewLease(this);
            case ClientMessage.LeaseRelease _ -> robot.driving().releaseLease(this);
            case ClientMessage.AutonomyStart start ->
                robot.autonomy().start(this, start.policy(), start.version(), start.onRelease());
            case ClientMessage.AutonomyStop _ -> robot.autonomy().stop(this);
            case ClientMessage.EpisodeOpen _ -> robot.recording().open(this);
            case ClientMessage.EpisodeClose close -> robot.recording().close(this, close.outcome());
            case ClientMessage.Say words -> robot.recording().say(this, words.kind(), words.text());
            case ClientMessage.Reset reset -> robot.resetScene(this, reset.seed());
        };
    }

    private Optional<Problem> answer(ClientMessage.Answer answer) {
        OperatorPeer open = peer;
        if (open != null) {
            open.answer(answer.sdp());
        }
        return Optional.empty();
    }

    private Optional<Problem> candidate(ClientMessage.Ice ice) {
        OperatorPeer open = peer;
        if (++candidates > MOST_CANDIDATES) {
            return Optional.of(Problem.badMessage("more than " + MOST_CANDIDATES + " ICE candidates"));
        }
        // An empty candidate only says that there are no more.
        if (open != null && !ice.candidate().isEmpty()) {
            open.remoteCandidate(ice.candidate(), ice.sdpMid(), ice.sdpMLineIndex());
        }
        return Optional.empty();
    }

    /// Answered on the way that the question took, so that both directions are alike.
    private Optional<Problem> clock(ClientMessage.Clock request, long receivedNs, boolean overControlChannel) {
        double receivedMs = receivedNs / GatewayClock.NANOS_PER_MS;
        reports.exchanged(request.t1(), receivedMs);
        JsonObject reply = new JsonObject()
                .put("type", "clock")
                .put("t1", request.t1())
                .put("t2", receivedMs)
                .put("t3", clock.nowMs());
        OperatorPeer open = peer;
        if (overControlChannel && open != null) {
            open.sendControl(reply.encode());
        } else {
            socket.send(reply);
        }
        return Optional.empty();
    }

    // What the robot tells.

    @Override
    public String id() {
        return id;
    }

    @Override
    public String operator() {
        return operator;
    }

    @Override
    public void tell(JsonObject message) {
        OperatorPeer open = peer;
        if (open == null || !open.sendControl(message.encode())) {
            socket.send(message);
        }
    }

    @Override
    public void tellIfRoom(JsonObject message) {
        OperatorPeer open = peer;
        if (open == null || !open.sendControl(message.encode())) {
            socket.sendIfRoom(message);
        }
    }

    @Override
    public void observation(byte[] packet) {
        OperatorPeer open = peer;
        if (open != null) {
            open.sendObservation(packet);
        }
    }

    @Override
    public void tactile(byte[] packet) {
        OperatorPeer open = peer;
        if (open != null) {
            open.sendTactile(packet);
        }
    }

    @Override
    public OptionalDouble delayMs(long nowNs) {
        return reports.delayMs(nowNs);
    }

    @Override
    public void dismiss(String reason) {
        tell(new Problem("robot-away", reason, "join again").toJson());
        end(reason);
    }
}
