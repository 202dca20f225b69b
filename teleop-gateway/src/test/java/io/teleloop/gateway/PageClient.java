package io.teleloop.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An operator's page without its video: HTTP and the WebSocket.
final class PageClient implements WebSocket.Listener, AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonObject> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final int port;
    private final String token;
    private @Nullable WebSocket socket;

    PageClient(int port, String token) {
        this.port = port;
        this.token = token;
    }

    HttpResponse<String> request(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonArray robots() throws IOException, InterruptedException {
        return new JsonArray(request("GET", "/api/robots").body());
    }

    String ticket() throws IOException, InterruptedException {
        return new JsonObject(request("POST", "/api/tickets").body()).getString("ticket");
    }

    PageClient open() throws IOException, InterruptedException {
        return open(ticket());
    }

    PageClient open(String ticket) {
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/operator?ticket=" + ticket), this)
                .join();
        return this;
    }

    PageClient join(String robot) throws IOException, InterruptedException {
        open();
        send(new JsonObject().put("type", "join").put("robot", robot));
        return this;
    }

    void send(String type) {
        send(new JsonObject().put("type", type));
    }

    void send(JsonObject message) {
        sendText(message.encode());
    }

    synchronized void sendText(String text) {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("open first");
        }
        open.sendText(text, true).join();
    }

    List<JsonObject> received() {
        return received;
    }

    boolean got(Predicate<JsonObject> message) {
        return received.stream().anyMatch(message);
    }

    boolean gotError(String code) {
        return got(message -> "error".equals(message.getString("type")) && code.equals(message.getString("code")));
    }

    boolean gotState(Predicate<JsonObject> state) {
        return got(message -> "state".equals(message.getString("type")) && state.test(message));
    }

    boolean gotEpisode(String event) {
        return got(message -> "episode".equals(message.getString("type")) && event.equals(message.getString("event")));
    }

    CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received.add(new JsonObject(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        http.shutdownNow();
    }
}
