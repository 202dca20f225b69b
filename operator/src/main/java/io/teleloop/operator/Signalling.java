package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The gateway's HTTP and WebSocket side: sign-in and signals.
final class Signalling implements AutoCloseable {
    private static final int MAX_MESSAGE_CHARS = 256 * 1024;
    /// Signals that may wait for the network.
    private static final int MAX_WAITING = 1024;
    private static final int NORMAL_CLOSURE = 1000;

    /// What comes in, on a thread of the HTTP client.
    interface Receiver {
        void message(JsonNode message);

        void closed(String reason);
    }

    private final HttpClient http;
    private final WebSocket socket;
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

    private Signalling(HttpClient http, WebSocket socket) {
        this.http = http;
        this.socket = socket;
    }

    /// Signs in and opens the socket.
    static Signalling open(URI gateway, String token, Duration timeout, Receiver receiver)
            throws OperatorException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(timeout).build();
        try {
            String ticket = ticket(http, gateway, token, timeout);
            URI address = gateway.resolve("/operator?ticket=" + URLEncoder.encode(ticket, StandardCharsets.UTF_8));
            String scheme = "https".equals(gateway.getScheme()) ? "wss" : "ws";
            URI socketAddress = URI.create(
                    scheme + address.toString().substring(gateway.getScheme().length()));
            WebSocket socket = http.newWebSocketBuilder()
                    .connectTimeout(timeout)
                    .buildAsync(socketAddress, new Listener(receiver))
                    // The client's own time limit ends when a server refuses and keeps the connection open.
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Signalling(http, socket);
        } catch (ExecutionException | TimeoutException e) {
            http.shutdownNow();
            throw unreachable(gateway, e);
        } catch (OperatorException | InterruptedException e) {
            http.shutdownNow();
            throw e;
        }
    }

    private static String ticket(HttpClient http, URI gateway, String token, Duration timeout)
            throws OperatorException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/tickets"))
                .timeout(timeout)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unreachable(gateway, e);
        }
        JsonNode body = Messages.parse(response.body());
        if (response.statusCode() != 200) {
            throw new OperatorException(
                    body.path("code").asText(response.statusCode() == 401 ? "unauthorized" : "unreachable"),
                    body.path("message").asText("the gateway answered " + response.statusCode() + " to the sign-in"),
                    body.path("action").asText("check the operator token and the gateway's address"));
        }
        String ticket = body.path("ticket").asText("");
        if (ticket.isEmpty()) {
            throw new OperatorException(
                    "bad-message",
                    "the gateway's answer to the sign-in holds no ticket",
                    "check that " + gateway + " is a Teleloop gateway");
        }
        return ticket;
    }

    private static OperatorException unreachable(URI gateway, Throwable cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return new OperatorException(
                "unreachable",
                "no gateway answers at " + gateway + ": " + root,
                "check the address and that the gateway runs",
                cause);
    }

    /// Sends a message after those before it.
    ///
    /// @return false when too many wait already
    boolean send(ObjectNode message) {
        if (!room.tryAcquire()) {
            return false;
        }
        String text = message.toString();
        synchronized (this) {
            lastSend = lastSend.handle((done, failure) -> null)
                    .thenCompose(ignored -> socket.sendText(text, true))
                    .whenComplete((done, failure) -> room.release());
        }
        return true;
    }

    @Override
    public void close() {
        CompletableFuture<?> last;
        synchronized (this) {
            last = lastSend;
        }
        var ignored = last.handle((done, failure) -> null)
                .thenCompose(ignoredResult -> socket.sendClose(NORMAL_CLOSURE, "bye"))
                .whenComplete((done, failure) -> {
                    socket.abort();
                    http.shutdown();
                });
    }

    private static final class Listener implements WebSocket.Listener {
        private final Receiver receiver;
        private final StringBuilder text = new StringBuilder();

        Listener(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            if (text.length() + data.length() > MAX_MESSAGE_CHARS) {
                receiver.closed("the gateway sent a message of more than " + MAX_MESSAGE_CHARS + " characters");
                webSocket.abort();
                return null;
            }
            text.append(data);
            if (last) {
                JsonNode message = Messages.parse(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
                receiver.message(message);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            receiver.closed(
                    "the gateway closed the session (" + statusCode + (reason.isEmpty() ? "" : " " + reason) + ")");
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            receiver.closed("the line to the gateway broke: " + error.getMessage());
        }
    }
}
