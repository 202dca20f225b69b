package io.teleloop.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.teleloop.operator.OperatorException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/// Asks the gateway what was published and how a learner does.
final class GatewayPolicies {
    private static final Duration POLL = Duration.ofMillis(500);
    /// A learner tells once a second; one whose updates stand still for so long has learned all that it can.
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI gateway;
    private final String accessCode;

    GatewayPolicies(URI gateway, String accessCode) {
        this.gateway = gateway;
        this.accessCode = accessCode;
    }

    /// Waits for the first version.
    ///
    /// @return its number
    /// @throws OperatorException with code `timeout` when none comes in time
    long awaitPublished(String policy, Duration patience) throws OperatorException, InterruptedException, IOException {
        Instant end = Instant.now().plus(patience);
        while (Instant.now().isBefore(end)) {
            long version = newest(policy);
            if (version > 0) {
                return version;
            }
            Thread.sleep(POLL);
        }
        throw late("no version of policy " + policy + " was published", patience);
    }

    /// Waits until a learner that ends by itself is done.
    ///
    /// @return the version that came of it
    /// @throws OperatorException with code `timeout` when it goes on for longer
    long awaitTrained(String policy, Duration patience) throws OperatorException, InterruptedException, IOException {
        Instant end = Instant.now().plus(patience);
        awaitPublished(policy, patience);
        long updates = -1;
        Instant since = Instant.now();
        while (Instant.now().isBefore(end)) {
            long now = find(get("/api/training"), policy).path("updates").asLong();
            if (now != updates) {
                updates = now;
                since = Instant.now();
            } else if (now > 0 && Duration.between(since, Instant.now()).compareTo(SETTLED) > 0) {
                return newest(policy);
            }
            Thread.sleep(POLL);
        }
        throw late("the learner of policy " + policy + " is not done after " + updates + " updates", patience);
    }

    /// The newest version, 0 for none.
    long newest(String policy) throws IOException, InterruptedException {
        return find(get("/api/policies"), policy).path("version").asLong();
    }

    private static JsonNode find(JsonNode list, String policy) {
        for (JsonNode entry : list) {
            if (entry.path("policy").asText().equals(policy)) {
                return entry;
            }
        }
        return JSON.missingNode();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(gateway.resolve(path))
                        .header("Authorization", "Bearer " + accessCode)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "the gateway answers " + path + " with " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static OperatorException late(String what, Duration patience) {
        return new OperatorException(
                "timeout", what + " within " + patience.toSeconds() + " s", "look at the trainer's log");
    }
}
