package io.teleloop.robot.link;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.v1.GatewayFrame;
import io.teleloop.contract.v1.RobotFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One WebSocket connection of the robot link: whole protobuf frames in and out.
final class LinkConnection implements AutoCloseable {
    /// Largest frame that a gateway may send.
    static final int MAX_FRAME_BYTES = 1 << 20;

    private static final long CONNECT_TIMEOUT_S = 10;
    private static final long SEND_TIMEOUT_S = 5;

    private final WebSocket socket;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private LinkConnection(WebSocket socket) {
        this.socket = socket;
    }

    /// Connects; blocks, so never call it on an event loop.
    ///
    /// @param frames gets every frame, one after the other
    /// @throws LinkRefusedException when the gateway answers the handshake with 401, 403 or 404
    static LinkConnection open(WebSocketClient client, URI gateway, String token, Consumer<GatewayFrame> frames)
            throws IOException, LinkRefusedException {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setAbsoluteURI(gateway.toString())
                .putHeader("Authorization", "Bearer " + token)
                .setTimeout(TimeUnit.SECONDS.toMillis(CONNECT_TIMEOUT_S));
        CompletableFuture<LinkConnection> opened = new CompletableFuture<>();
        // The handlers are set before the event loop can deliver the first frame.
        client.connect(options)
                .onSuccess(socket -> {
                    LinkConnection connection = new LinkConnection(socket);
                    socket.binaryMessageHandler(message -> connection.received(message, frames));
                    socket.closeHandler(closed -> connection.ended.complete(
                            "closed by the gateway: " + socket.closeStatusCode() + " " + socket.closeReason()));
                    socket.exceptionHandler(error -> connection.ended.complete("connection lost: " + error));
                    opened.complete(connection);
                })
                .onFailure(opened::completeExceptionally);
        try {
            return opened.get(CONNECT_TIMEOUT_S + 1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting to gateway " + gateway, e);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof UpgradeRejectedException rejected && permanent(rejected.getStatus())) {
                throw new LinkRefusedException("gateway " + gateway + " refused the robot link with HTTP status "
                        + rejected.getStatus() + "; check the token and the address");
            }
            throw new IOException("cannot reach gateway " + gateway, e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("gateway " + gateway + " did not answer in time", e);
        }
    }

    private static boolean permanent(int status) {
        return status == 401 || status == 403 || status == 404;
    }

    private void received(Buffer message, Consumer<GatewayFrame> frames) {
        try {
            frames.accept(GatewayFrame.parseFrom(message.getBytes()));
        } catch (InvalidProtocolBufferException e) {
            ended.complete("the gateway sent a frame that is no GatewayFrame: " + e.getMessage());
            close();
        }
    }

    void send(RobotFrame frame) throws IOException {
        try {
            socket.writeBinaryMessage(Buffer.buffer(frame.toByteArray())).await(SEND_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the gateway took no frame for " + SEND_TIMEOUT_S + " s", e);
        } catch (RuntimeException e) {
            throw new IOException("cannot send to the gateway", e);
        }
    }

    /// Completes with the reason when the connection is over.
    CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public void close() {
        ended.complete("closed by the robot");
        var _ = socket.close();
    }
}
