package io.teleloop.gateway.robotlink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.clock.ClockFilter;
import io.teleloop.contract.clock.ClockOffset;
import io.teleloop.contract.v1.ClockReply;
import io.teleloop.contract.v1.ClockRequest;
import io.teleloop.contract.v1.GatewayFrame;
import io.teleloop.contract.v1.LinkSample;
import io.teleloop.contract.v1.Refused;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.RobotFrame;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.Target;
import io.teleloop.contract.v1.Welcome;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's end of one robot connection, after its hello. Lives on the robot's context.
public final class RobotLink {
    /// Version of the link's protocol that this gateway speaks.
    public static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(RobotLink.class);
    private static final short CLOSE_NORMAL = 1000;
    private static final short CLOSE_REFUSED = 1008;
    private static final long WATCH_MS = 250;
    private static final long CLOCK_NS = Duration.ofSeconds(1).toNanos();
    /// The first exchanges come faster, so that a good one is among them soon.
    private static final int QUICK_EXCHANGES = 8;

    private static final int OPEN_EXCHANGES = 8;

    private final ServerWebSocket socket;
    private final Vertx vertx;
    private final RobotPort port;
    private final RobotDescription description;
    private final GatewayClock clock;
    private final Duration idle;
    private final Set<String> streams;
    private final StreamSequences sequences = new StreamSequences();
    private final ClockFilter offsets = new ClockFilter();
    private final ArrayDeque<Long> openExchanges = new ArrayDeque<>();

    private @Nullable Target waitingTarget;
    private long lastReceivedNs;
    private long lastExchangeNs;
    private int exchanges;
    private long timer = -1;
    private boolean ended;

    RobotLink(
            ServerWebSocket socket,
            Vertx vertx,
            RobotPort port,
            RobotDescription description,
            GatewayClock clock,
            Duration idle) {
        this.socket = socket;
        this.vertx = vertx;
        this.port = port;
        this.description = description;
        this.clock = clock;
        this.idle = idle;
        streams = description.getStreamsList().stream()
                .map(StreamDescription::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    void begin() {
        lastReceivedNs = clock.nowNs();
        socket.drainHandler(drained -> port.context().runOnContext(ignored -> sendWaitingTarget()));
        port.attach(this, description);
    }

    /// The port takes the robot: samples flow from now on.
    public void welcome(String gateway, double controlRateHz) {
        send(GatewayFrame.newBuilder()
                .setWelcome(Welcome.newBuilder()
                        .setLinkVersion(VERSION)
                        .setGateway(gateway)
                        .setControlRateHz(controlRateHz))
                .build());
        timer = vertx.setPeriodic(WATCH_MS, ignored -> watch());
        exchangeClocks();
    }

    public void refuse(Problem problem) {
        LOG.warn(
                "Robot refused robot={} code={} problem={}",
                description.getRobotId(),
                problem.code(),
                problem.message());
        refuse(socket, problem);
        end("refused: " + problem.message());
    }

    static void refuse(ServerWebSocket socket, Problem problem) {
        if (!socket.isClosed()) {
            socket.writeBinaryMessage(Buffer.buffer(GatewayFrame.newBuilder()
                    .setRefused(Refused.newBuilder()
                            .setCode(problem.code())
                            .setMessage(problem.message())
                            .setAction(problem.action()))
                    .build()
                    .toByteArray()));
            socket.close(CLOSE_REFUSED, problem.code());
        }
    }

    /// Sends a frame that must not be left out.
    public void send(GatewayFrame frame) {
        if (!socket.isClosed()) {
            // An older target must not follow a hold or a stop.
            waitingTarget = null;
            socket.writeBinaryMessage(Buffer.buffer(frame.toByteArray()));
        }
    }

    /// Sends a target, or keeps it while the network is full: then only the newest one is sent.
    public void target(Target target) {
        if (socket.isClosed()) {
            return;
        }
        if (socket.writeQueueFull()) {
            waitingTarget = target;
        } else {
            waitingTarget = null;
            socket.writeBinaryMessage(Buffer.buffer(
                    GatewayFrame.newBuilder().setTarget(target).build().toByteArray()));
        }
    }

    private void sendWaitingTarget() {
        Target target = waitingTarget;
        if (target != null) {
            target(target);
        }
    }

    void received(byte[] message) {
        if (ended) {
            return;
        }
        lastReceivedNs = clock.nowNs();
        RobotFrame frame;
        try {
            frame = RobotFrame.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            refuse(Problem.badMessage("a message of " + message.length + " bytes is no RobotFrame: " + e.getMessage()));
            return;
        }
        if (!port.serves(this)) {
            return;
        }
        switch (frame.getFrameCase()) {
            case SAMPLE -> sample(frame.getSample());
            case CLOCK_REPLY -> clockReply(frame.getClockReply());
            case RESET_DONE -> port.resetDone(frame.getResetDone());
            case MODE -> port.mode(frame.getMode());
            case HELLO -> refuse(Problem.badMessage("a second hello on one connection"));
            case FRAME_NOT_SET -> refuse(Problem.badMessage("a frame of a kind that this gateway does not know"));
        }
    }

    private void sample(LinkSample sample) {
        if (!streams.contains(sample.getStream())) {
            refuse(Problem.badMessage("a sample of stream '" + sample.getStream() + "', which is not described"));
            return;
        }
        long missing = sequences.missingBefore(sample.getStream(), sample.getSequence());
        if (missing < 0) {
            refuse(Problem.badMessage(
                    "stream '" + sample.getStream() + "' went back to sequence " + sample.getSequence()));
            return;
        }
        if (missing > 0) {
            port.lost(sample.getStream(), missing);
        }
        // Before the first exchange of clocks nobody can say when it was sensed.
        Optional<ClockOffset> offset = offsets.best(lastReceivedNs);
        if (offset.isPresent()) {
            port.sample(new Reception(
                    sample.getStream(),
                    offset.get().toLocal(sample.getCaptureTimeNs()),
                    lastReceivedNs,
                    offset.get().errorNs(),
                    sample.getData()));
        }
    }

    private void clockReply(ClockReply reply) {
        if (openExchanges.remove(reply.getT1Ns())) {
            offsets.add(
                    ClockOffset.of(reply.getT1Ns(), reply.getT2Ns(), reply.getT3Ns(), lastReceivedNs), lastReceivedNs);
        }
    }

    private void watch() {
        long now = clock.nowNs();
        if (now - lastReceivedNs > idle.toNanos()) {
            socket.close(CLOSE_NORMAL, "idle");
            end("nothing came for " + idle.toMillis() + " ms");
        } else if (exchanges < QUICK_EXCHANGES || now - lastExchangeNs >= CLOCK_NS) {
            exchangeClocks();
        }
    }

    private void exchangeClocks() {
        long now = clock.nowNs();
        exchanges++;
        lastExchangeNs = now;
        if (openExchanges.size() == OPEN_EXCHANGES) {
            openExchanges.removeFirst();
        }
        openExchanges.addLast(now);
        socket.writeBinaryMessage(Buffer.buffer(GatewayFrame.newBuilder()
                .setClockRequest(ClockRequest.newBuilder().setT1Ns(now))
                .build()
                .toByteArray()));
    }

    /// Bound on the error of capture times now; empty before the first exchange of clocks.
    public Optional<Long> clockErrorNs() {
        return offsets.best(clock.nowNs()).map(ClockOffset::errorNs);
    }

    /// The gateway ends the connection in peace.
    public void close(String reason) {
        if (!socket.isClosed()) {
            socket.close(CLOSE_NORMAL, reason);
        }
        end(reason);
    }

    void end(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        port.detach(this, reason);
    }
}
