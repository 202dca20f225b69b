package io.teleloop.gateway.operator;

import io.teleloop.gateway.problem.Problem;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;

/// Sends to one operator's WebSocket. Thread-safe.
final class OperatorSocket {
    private static final short CLOSE_NORMAL = 1000;
    private static final short CLOSE_REFUSED = 1008;
    private static final int QUEUE_BYTES = 256 << 10;
    private static final int LONGEST_REASON = 100;

    private final ServerWebSocket socket;

    OperatorSocket(ServerWebSocket socket) {
        this.socket = socket;
        socket.setWriteQueueMaxSize(QUEUE_BYTES);
    }

    void send(JsonObject message) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(message.encode());
        }
    }

    void sendIfRoom(JsonObject message) {
        if (!socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeTextMessage(message.encode());
        }
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
