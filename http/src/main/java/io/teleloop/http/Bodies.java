package io.teleloop.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// What requests bring along.
public final class Bodies {
    private Bodies() {}

    /// @throws InvalidRequestException when it is no JSON object
    public static JsonObject object(RoutingContext request) throws InvalidRequestException {
        try {
            JsonObject body = request.body().asJsonObject();
            if (body != null) {
                return body;
            }
        } catch (DecodeException | ClassCastException e) {
            // Reported below.
        }
        throw new InvalidRequestException("the body is no JSON object");
    }
}
