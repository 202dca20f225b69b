package io.teleloop.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Asks services whether they are ready.
final class Readiness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /// Empty when ready, else what the service waits for.
    String notReadyBecause(URI readiness) throws InterruptedException {
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(readiness).timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (answer.statusCode() == OK) {
                return "";
            }
            String body = answer.body().strip();
            return body.isEmpty() ? readiness + " answers " + answer.statusCode() : body;
        } catch (IOException e) {
            return "nothing answers at " + readiness;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
