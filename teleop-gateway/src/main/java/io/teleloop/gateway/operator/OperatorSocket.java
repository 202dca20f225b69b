package io.teleloop.gateway.operator;

import io.teleloop.gateway.problem.Problem;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends to one operator's WebSocket, and closes one that does not read. Thread-safe.
final class OperatorSocket {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorSocket.class);
    private static final short CLOSE_NORMAL = 1000;
    private static final short CLOSE_REFUSED = 1008;
    private static final short CLOSE_TRY_LATER = 1013;
    private static final int ROOM_CHARS = 256 << 10;
    private static final int MOST_UNSENT_CHARS = 1 << 20;
    private static final int LONGEST_REASON = 100;

    private final ServerWebSocket socket;
    /// The socket's own measure tells of messages that wait for its thread, not of a network that takes nothing.
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicBoolean tooSlow = new AtomicBoolean();

    OperatorSocket(ServerWebSocket socket) {
        this.socket = socket;
    }

    void send(JsonObject message) {
        if (unsent.get() > MOST_UNSENT_CHARS && tooSlow.compareAndSet(false, true)) {
            LOG.warn("Operator's WebSocket closed because it takes nothing address={}", socket.remoteAddress());
            if (!socket.isClosed()) {
                socket.close(CLOSE_TRY_LATER, "too-slow: the connection takes no more messages; join again");
            }
        }
        write(message);
    }

    void sendIfRoom(JsonObject message) {
        if (unsent.get() < ROOM_CHARS) {
            write(message);
        }
    }

    private void write(JsonObject message) {
        if (tooSlow.get() || socket.isClosed()) {
            return;
        }
        String text = message.encode();
        unsent.addAndGet(text.length());
        var _ = socket.writeTextMessage(text).onComplete(ignored -> unsent.addAndGet(-text.length()));
    }

    /// Tells the problem and ends the connection.
    void refuse(Problem problem) {
        send(problem.toJson());
        if (!socket.isClosed()) {
            socket.close(CLOSE_REFUSED, problem.code());
        }
    }

    void close(String reason) {
        if (!socket.isClosed()) {
            socket.close(CLOSE_NORMAL, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
        }
    }
}
