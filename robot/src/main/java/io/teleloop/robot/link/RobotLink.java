package io.teleloop.robot.link;

import com.google.protobuf.ByteString;
import io.teleloop.contract.v1.ClockReply;
import io.teleloop.contract.v1.GatewayFrame;
import io.teleloop.contract.v1.Hello;
import io.teleloop.contract.v1.Refused;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.RobotFrame;
import io.teleloop.robot.RobotClock;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one robot connected to its gateway.
public final class RobotLink implements AutoCloseable {
    /// Version of the link's protocol that this robot speaks.
    public static final int VERSION = 1;

    private static final String PATH = "/robot";
    private static final Logger LOG = LoggerFactory.getLogger(RobotLink.class);
    private static final long OUTBOX_BYTES = 8 << 20;

    private final URI gateway;
    private final String token;
    private final RobotDescription robot;
    private final Consumer<GatewayFrame> frames;
    private final Runnable lost;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
            .setMaxFrameSize(LinkConnection.MAX_FRAME_BYTES)
            .setMaxMessageSize(LinkConnection.MAX_FRAME_BYTES));
    private final BackOff backOff = new BackOff(new Random());
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile @Nullable Outbox outbox;
    private volatile @Nullable Refused refused;

    /// @param gateway `ws://`, `wss://`, `http://` or `https://`; the link's path is added when there is none
    /// @param frames gets the welcome of every connection and what is not the link's own business, in order
    /// @param lost called when a connection has ended
    public RobotLink(URI gateway, String token, RobotDescription robot, Consumer<GatewayFrame> frames, Runnable lost) {
        this.gateway = endpoint(gateway);
        this.token = token;
        this.robot = robot;
        this.frames = frames;
        this.lost = lost;
    }

    static URI endpoint(URI gateway) {
        String scheme = String.valueOf(gateway.getScheme());
        String socket =
                switch (scheme) {
                    case "ws", "http" -> "ws";
                    case "wss", "https" -> "wss";
                    default ->
                        throw new IllegalArgumentException(
                                "gateway address " + gateway + " must begin with ws://, wss://, http:// or https://");
                };
        String path = gateway.getPath();
        boolean bare = path == null || path.isEmpty() || path.equals("/");
        return URI.create(socket + "://" + gateway.getRawAuthority() + (bare ? PATH : gateway.getRawPath()));
    }

    /// Connects, serves, and connects again, until closed or refused for good.
    public void run() throws LinkRefusedException, InterruptedException {
        while (closed.getCount() > 0) {
            try {
                String reason = serveOnce();
                LOG.warn("Robot link ended robot={} reason={}", robot.getRobotId(), reason);
            } catch (IOException e) {
                LOG.warn("Robot link failed robot={} gateway={} problem={}", robot.getRobotId(), gateway, e.toString());
            }
            failIfRefused();
            Duration wait = backOff.next();
            if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private String serveOnce() throws IOException, LinkRefusedException, InterruptedException {
        Outbox box = new Outbox(OUTBOX_BYTES);
        try (LinkConnection connection = LinkConnection.open(client, gateway, token, frame -> received(frame, box))) {
            connection.send(RobotFrame.newBuilder()
                    .setHello(Hello.newBuilder().setLinkVersion(VERSION).setRobot(robot))
                    .build());
            outbox = box;
            var _ = connection.ended().thenRun(box::close);
            for (RobotFrame frame = box.take(); frame != null; frame = box.take()) {
                connection.send(frame);
            }
            return connection.ended().getNow("given up by the robot, the network does not take its answers");
        } finally {
            outbox = null;
            box.close();
            if (box.dropped() > 0) {
                LOG.warn(
                        "Samples dropped because the link was slow robot={} dropped={}",
                        robot.getRobotId(),
                        box.dropped());
            }
            lost.run();
        }
    }

    private void received(GatewayFrame frame, Outbox box) {
        switch (frame.getFrameCase()) {
            case CLOCK_REQUEST -> {
                long now = RobotClock.nowNs();
                box.reply(RobotFrame.newBuilder()
                        .setClockReply(ClockReply.newBuilder()
                                .setT1Ns(frame.getClockRequest().getT1Ns())
                                .setT2Ns(now)
                                .setT3Ns(now))
                        .build());
            }
            case WELCOME -> {
                backOff.reset();
                LOG.info(
                        "Robot link is up robot={} gateway={} controlRateHz={}",
                        robot.getRobotId(),
                        frame.getWelcome().getGateway(),
                        frame.getWelcome().getControlRateHz());
                frames.accept(frame);
            }
            case REFUSED -> refused = frame.getRefused();
            case TARGET, HOLD, STOP, CLEAR_STOP, RESET, FRAME_NOT_SET -> frames.accept(frame);
        }
    }

    private void failIfRefused() throws LinkRefusedException {
        Refused refusal = refused;
        refused = null;
        if (refusal == null) {
            return;
        }
        String message = "gateway refused robot " + robot.getRobotId() + " (" + refusal.getCode() + "): "
                + refusal.getMessage() + "; " + refusal.getAction();
        // The gateway may not have noticed yet that this robot's last connection is dead.
        if (refusal.getCode().equals("robot-exists")) {
            LOG.warn("Robot link refused for now robot={} problem={}", robot.getRobotId(), message);
        } else {
            throw new LinkRefusedException(message);
        }
    }

    /// Sends a reading, or drops it while there is no connection. Never blocks.
    public void publish(String stream, long captureTimeNs, ByteString data) {
        Outbox box = outbox;
        if (box != null) {
            box.sample(stream, captureTimeNs, data);
        }
    }

    /// Sends an answer, or drops it while there is no connection. Never blocks.
    public void reply(RobotFrame frame) {
        Outbox box = outbox;
        if (box != null) {
            box.reply(frame);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Outbox box = outbox;
        if (box != null) {
            box.close();
        }
        var _ = vertx.close();
    }
}
