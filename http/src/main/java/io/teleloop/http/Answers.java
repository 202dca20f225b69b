package io.teleloop.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// JSON answers that no cache keeps. What went wrong is told as the gateway tells it: a code, what and where, and what
/// to do.
public final class Answers {
    private static final JsonMapper JSON = new JsonMapper();

    private Answers() {}

    /// @param body a record or a collection
    static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer always has a JSON form", e);
        }
    }

    static void send(RoutingContext request, int status, byte[] json) {
        write(request, status, Buffer.buffer(json));
    }

    public static void problem(RoutingContext request, Problem problem) {
        if (request.response().headWritten()) {
            // Half an answer is none: the end of the connection says so.
            request.response().reset();
            return;
        }
        write(
                request,
                problem.status(),
                new JsonObject()
                        .put("type", "error")
                        .put("code", problem.code())
                        .put("message", problem.message())
                        .put("action", problem.action())
                        .toBuffer());
    }

    private static void write(RoutingContext request, int status, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }
}
