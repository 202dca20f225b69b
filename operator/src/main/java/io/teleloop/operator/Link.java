package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.teleloop.webrtc.Peer;
import io.teleloop.webrtc.PeerEvents;
import io.teleloop.webrtc.VideoObserver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The way to one robot through the gateway: signalling, then channels and video. Messages travel over the control
/// channel while it is open, over the WebSocket before and after.
final class Link implements PeerEvents, Signalling.Receiver, AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /// What comes in, always on the client's executor.
    interface Listener {
        void message(JsonNode message);

        void packet(String channel, byte[] packet);

        void ended(String reason);
    }

    private final OperatorOptions options;
    private final Executor executor;
    private final VideoObserver video;
    private final Listener listener;
    private final CompletableFuture<Joined> joined = new CompletableFuture<>();
    private final CompletableFuture<Void> open = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Signalling signalling;
    private volatile @Nullable Peer peer;

    Link(OperatorOptions options, Executor executor, VideoObserver video, Listener listener) {
        this.options = options;
        this.executor = executor;
        this.video = video;
        this.listener = listener;
    }

    /// Signs in, joins and waits until every channel is open.
    Joined connect(URI gateway, String token, String robotId) throws OperatorException, InterruptedException {
        peer = Peer.answering(options.peer(), Channels.ALL, video, executor, this);
        Signalling opened = Signalling.open(gateway, token, options.connectTimeout(), this);
        signalling = opened;
        opened.send(Messages.join(robotId));
        try {
            long timeoutMs = options.connectTimeout().toMillis();
            Joined answer = joined.get(timeoutMs, TimeUnit.MILLISECONDS);
            open.get(timeoutMs, TimeUnit.MILLISECONDS);
            return answer;
        } catch (TimeoutException e) {
            throw new OperatorException(
                    "timeout",
                    "the session was not open within "
                            + options.connectTimeout().toSeconds() + " s",
                    "check that UDP passes between this machine and the gateway",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperatorException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        }
    }

    /// @return false when neither way took the message
    boolean send(ObjectNode message) {
        Peer current = peer;
        byte[] text = message.toString().getBytes(StandardCharsets.UTF_8);
        if (current != null && current.send(Channels.CONTROL, text, false)) {
            return true;
        }
        return sendBySocket(message);
    }

    boolean sendBySocket(ObjectNode message) {
        Signalling current = signalling;
        return current != null && current.send(message);
    }

    boolean sendCommand(byte[] packet) {
        Peer current = peer;
        return current != null && current.send(Channels.COMMAND, packet, true);
    }

    @Override
    public void close() {
        ended.set(true);
        Peer current = peer;
        if (current != null) {
            current.close();
        }
        Signalling socket = signalling;
        if (socket != null) {
            socket.close();
        }
        if (current != null) {
            try {
                current.awaitClosed(CLOSE_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end(String reason) {
        if (ended.compareAndSet(false, true)) {
            OperatorException lost = OperatorException.connectionLost(reason);
            joined.completeExceptionally(lost);
            open.completeExceptionally(lost);
            listener.ended(reason);
        }
    }

    // ---- From the WebSocket

    @Override
    public void message(JsonNode message) {
        onExecutor(() -> signal(message));
    }

    @Override
    public void closed(String reason) {
        onExecutor(() -> end(reason));
    }

    private void onExecutor(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            // The client has closed; nobody listens any more.
            ended.set(true);
        }
    }

    private void signal(JsonNode message) {
        Peer current = peer;
        if (current == null) {
            return;
        }
        try {
            switch (message.path("type").asText()) {
                case "joined" -> joined.complete(Joined.of(message));
                case "offer" -> current.remoteDescription(message.path("sdp").asText());
                case "ice" ->
                    current.remoteCandidate(
                            message.path("candidate").asText(),
                            message.path("sdpMid").asText(),
                            message.path("sdpMLineIndex").asInt());
                case "error" -> {
                    OperatorException refused = Messages.error(message);
                    joined.completeExceptionally(refused);
                    open.completeExceptionally(refused);
                    listener.message(message);
                }
                default -> listener.message(message);
            }
        } catch (OperatorException e) {
            joined.completeExceptionally(e);
        } catch (IllegalArgumentException e) {
            end("the gateway's signal cannot be used: " + e.getMessage());
        }
    }

    // ---- From the peer

    @Override
    public void localDescription(String sdp) {
        sendBySocket(Messages.answer(sdp));
    }

    @Override
    public void localCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
        sendBySocket(Messages.candidate(candidate, sdpMid, sdpMLineIndex));
    }

    @Override
    public void channelsOpen() {
        open.complete(null);
    }

    @Override
    public void message(String label, byte[] data, boolean binary) {
        if (label.equals(Channels.CONTROL)) {
            signal(Messages.parse(data));
        } else {
            listener.packet(label, data);
        }
    }

    @Override
    public void oversized(String label, int bytes, int limit) {
        end("the gateway sent " + bytes + " bytes on channel '" + label + "', more than " + limit);
    }

    @Override
    public void disconnected(String reason) {
        end(reason);
    }
}
