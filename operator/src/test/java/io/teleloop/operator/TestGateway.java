package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.wire.CommandPacket;
import io.teleloop.contract.wire.MalformedPacketException;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.contract.wire.TactilePacket;
import io.teleloop.contract.wire.TimecodeStrip;
import io.teleloop.webrtc.ChannelSpec;
import io.teleloop.webrtc.Peer;
import io.teleloop.webrtc.PeerConfig;
import io.teleloop.webrtc.PeerEvents;
import io.teleloop.webrtc.VideoOutput;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The least that speaks the gateway's side of the operator protocol, over real sockets and a real WebRTC peer.
/// Its clock is `CLOCK_AHEAD_MS` ahead of the machine's.
final class TestGateway implements AutoCloseable {
    static final String TOKEN = "secret";
    static final String ROBOT = "sim-1";
    static final double CLOCK_AHEAD_MS = 12_345;

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final long TICK_MS = 50;

    final Queue<CommandPacket> commands = new ConcurrentLinkedQueue<>();
    final Queue<JsonNode> received = new ConcurrentLinkedQueue<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private volatile @Nullable Session session;

    TestGateway() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    boolean known = ("Bearer " + TOKEN).equals(request.getHeader("Authorization"));
                    JsonObject answer = known
                            ? new JsonObject().put("ticket", "t-1").put("operator", "ada")
                            : new JsonObject()
                                    .put("code", "unauthorized")
                                    .put("message", "the token is unknown")
                                    .put("action", "use a token of the operators' file");
                    request.response().setStatusCode(known ? 200 : 401).end(answer.encode());
                })
                .webSocketHandler(socket -> session = new Session(socket, vertx.getOrCreateContext()))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    URI uri() {
        return URI.create("http://localhost:" + server.actualPort());
    }

    /// From now on a request of this type is answered with this error.
    void refuse(String type, String code) {
        refusals.put(type, code);
    }

    Session session() {
        return Objects.requireNonNull(session);
    }

    static double nowMs() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()) / 1e6 + CLOCK_AHEAD_MS;
    }

    @Override
    public void close() throws Exception {
        Session open = session;
        if (open != null) {
            open.end();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /// One operator.
    final class Session implements PeerEvents {
        private final ServerWebSocket socket;
        private final Context context;
        private final VideoOutput camera = new VideoOutput("scene", 1_000_000);
        private @Nullable Peer peer;
        private long ticker = -1;
        private long sequence;
        private double acceptedMs = -1;
        private boolean lease;
        private boolean stopped;
        private @Nullable JsonObject autonomy;

        Session(ServerWebSocket socket, Context context) {
            this.socket = socket;
            this.context = context;
            socket.textMessageHandler(text -> handle(Messages.parse(text.getBytes(StandardCharsets.UTF_8)), false));
            socket.closeHandler(ignored -> end());
        }

        void end() {
            vertx.cancelTimer(ticker);
            Peer open = peer;
            if (open != null) {
                open.close();
            }
        }

        /// As when the gateway dies: no word on the socket.
        void dropPeer() {
            context.runOnContext(ignored -> end());
        }

        void tell(JsonObject message) {
            context.runOnContext(ignored -> send(message, true));
        }

        private void send(JsonObject message, boolean byChannel) {
            Peer open = peer;
            byte[] text = message.encode().getBytes(StandardCharsets.UTF_8);
            if (!byChannel || open == null || !open.send("control", text, false)) {
                socket.writeTextMessage(message.encode());
            }
        }

        private void handle(JsonNode message, boolean byChannel) {
            received.add(message);
            String type = message.path("type").asText();
            String refusal = refusals.get(type);
            if (refusal != null) {
                send(
                        new JsonObject()
                                .put("type", "error")
                                .put("code", refusal)
                                .put("message", "refused")
                                .put("action", "try later"),
                        byChannel);
                return;
            }
            switch (type) {
                case "join" -> join(message.path("robot").asText());
                case "answer" ->
                    Objects.requireNonNull(peer)
                            .remoteDescription(message.path("sdp").asText());
                case "ice" ->
                    Objects.requireNonNull(peer)
                            .remoteCandidate(
                                    message.path("candidate").asText(),
                                    message.path("sdpMid").asText(),
                                    message.path("sdpMLineIndex").asInt());
                case "clock" ->
                    send(
                            new JsonObject()
                                    .put("type", "clock")
                                    .put("t1", message.path("t1").asDouble())
                                    .put("t2", nowMs())
                                    .put("t3", nowMs()),
                            byChannel);
                case "lease.acquire", "lease.renew" -> {
                    lease = true;
                    state();
                }
                case "lease.release" -> {
                    lease = false;
                    state();
                }
                case "estop" -> {
                    stopped = true;
                    state();
                }
                case "estop.clear" -> {
                    stopped = false;
                    state();
                }
                case "autonomy.start" -> {
                    autonomy = new JsonObject()
                            .put("policy", message.path("policy").asText())
                            .put("version", 7)
                            .put("following", message.path("version").asLong() == 0)
                            .put("onRelease", message.path("onRelease").asText())
                            .put("publishedAgoMs", 1500)
                            .put("interventionRate", 0.25)
                            .put("interventions", 3)
                            .put("problem", "");
                    state();
                }
                case "autonomy.stop" -> {
                    autonomy = null;
                    state();
                }
                case "episode.open" -> episode("opened");
                case "episode.close" -> {
                    episode("closed");
                    // What becomes of an episode the recorder says, and here it never gets to the discarded ones.
                    if (!message.path("outcome").asText().equals("discard")) {
                        episode("sealed");
                    }
                }
                case "reset" -> send(new JsonObject().put("type", "reset.done").put("ok", true), true);
                default -> {}
            }
        }

        private void state() {
            JsonObject state = new JsonObject()
                    .put("type", "state")
                    .put("robotConnected", true)
                    .put("control", stopped ? "stopped" : autonomy == null ? "idle" : "autonomous")
                    .put("autonomy", autonomy)
                    .put("stream", "up");
            if (lease) {
                state.put(
                        "lease",
                        new JsonObject().put("operator", "ada").put("epoch", 3).put("mine", true));
            }
            send(state, true);
        }

        private void episode(String event) {
            send(
                    new JsonObject()
                            .put("type", "episode")
                            .put("episode", "e-1")
                            .put("event", event)
                            .put("manifestKey", event.equals("sealed") ? "episodes/e-1/manifest.json" : "")
                            .put("sizeBytes", 1234),
                    true);
        }

        private void join(String robot) {
            if (!robot.equals(ROBOT)) {
                send(
                        new JsonObject()
                                .put("type", "error")
                                .put("code", "unknown-robot")
                                .put("message", "there is no robot '" + robot + "'")
                                .put("action", "choose one of the list"),
                        false);
                return;
            }
            peer = Peer.offering(
                    PeerConfig.defaults(),
                    List.of(
                            new ChannelSpec("control", ChannelSpec.Reliability.RELIABLE, 65536, 1 << 20),
                            new ChannelSpec("command", ChannelSpec.Reliability.NEWEST_MATTERS, 1024, 1024),
                            new ChannelSpec("observation", ChannelSpec.Reliability.NEWEST_MATTERS, 1024, 32768),
                            new ChannelSpec("tactile", ChannelSpec.Reliability.NEWEST_MATTERS, 1024, 32768)),
                    List.of(camera),
                    task -> context.runOnContext(ignored -> task.run()),
                    this);
        }

        private JsonObject description() {
            RobotDescription robot = RobotDescription.newBuilder()
                    .setRobotId(ROBOT)
                    .setActionSpace(ActionSpace.newBuilder()
                            .addDimensions(ActionDimension.newBuilder().setName("linear.x"))
                            .addDimensions(ActionDimension.newBuilder().setName("gripper")))
                    .build();
            try {
                return new JsonObject(JsonFormat.printer().print(robot));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void localDescription(String sdp) {
            send(
                    new JsonObject()
                            .put("type", "joined")
                            .put("session", "s-1")
                            .put("operator", "ada")
                            .put("controlRateHz", 20)
                            .put("robot", description())
                            .put(
                                    "cameras",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("name", "scene")
                                                    .put(
                                                            "mid",
                                                            Objects.requireNonNull(peer)
                                                                    .mids()
                                                                    .getFirst()))),
                    false);
            send(new JsonObject().put("type", "offer").put("sdp", sdp), false);
        }

        @Override
        public void localCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
            send(
                    new JsonObject()
                            .put("type", "ice")
                            .put("candidate", candidate)
                            .put("sdpMid", sdpMid)
                            .put("sdpMLineIndex", sdpMLineIndex),
                    false);
        }

        @Override
        public void channelsOpen() {
            state();
            ticker = vertx.setPeriodic(TICK_MS, ignored -> tick());
        }

        private void tick() {
            double now = nowMs();
            ObservationPacket observation = new ObservationPacket(
                    false,
                    false,
                    ++sequence,
                    now,
                    now,
                    acceptedMs < 0 ? -1 : (float) (now - acceptedMs),
                    0,
                    new float[7],
                    new float[7],
                    new float[6],
                    new float[6],
                    0,
                    new float[7],
                    new float[0]);
            Peer open = Objects.requireNonNull(peer);
            open.send("observation", observation.encode(), true);
            open.send("tactile", new TactilePacket(1, 7, 9, now, sequence, new float[189]).encode(), true);
            NativeI420Buffer buffer = NativeI420Buffer.allocate(WIDTH, HEIGHT + TimecodeStrip.ROWS);
            VideoFrame frame = new VideoFrame(buffer, 0);
            byte[] strip = TimecodeStrip.encode(WIDTH, (long) (nowMs() * 1e6));
            for (int row = HEIGHT; row < HEIGHT + TimecodeStrip.ROWS; row++) {
                buffer.getDataY().put(row * buffer.getStrideY(), strip);
            }
            camera.push(frame);
            frame.release();
        }

        @Override
        public void message(String label, byte[] data, boolean binary) {
            if (label.equals("control")) {
                handle(Messages.parse(data), true);
            } else {
                try {
                    commands.add(CommandPacket.decode(data));
                    acceptedMs = nowMs();
                } catch (MalformedPacketException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void oversized(String label, int bytes, int limit) {}

        @Override
        public void disconnected(String reason) {
            end();
        }
    }
}
