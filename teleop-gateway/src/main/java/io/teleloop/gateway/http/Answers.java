package io.teleloop.gateway.http;

import io.teleloop.gateway.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// JSON answers that no cache keeps.
final class Answers {
    private static final int OK = 200;

    private Answers() {}

    static void json(RoutingContext request, JsonObject body) {
        write(request, OK, body.toBuffer());
    }

    static void json(RoutingContext request, JsonArray body) {
        write(request, OK, body.toBuffer());
    }

    /// @param body JSON already
    static void jsonText(RoutingContext request, Buffer body) {
        write(request, OK, body);
    }

    static void problem(RoutingContext request, int status, Problem problem) {
        write(request, status, problem.toJson().toBuffer());
    }

    private static void write(RoutingContext request, int status, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }
}
