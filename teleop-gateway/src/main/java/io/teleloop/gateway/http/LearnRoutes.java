package io.teleloop.gateway.http;

import io.teleloop.gateway.policy.PolicyDesk;
import io.teleloop.gateway.problem.Problem;
import io.teleloop.policy.PolicyFaultException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.NoSuchElementException;
import java.util.Objects;

/// Policies and how they are learned.
///
/// | route | for |
/// |---|---|
/// | `GET /api/policies` | the newest version of each policy |
/// | `GET /api/policies/{policy}` | its versions |
/// | `GET /api/policies/{policy}/{version}/card` | a version's card |
/// | `PUT /api/policies/{policy}/pin` | the version that robots run in place of the newest |
/// | `GET /api/training` | how each learner does |
/// | `GET /api/training/{policy}?after=MS` | what one told after a time |
final class LearnRoutes {
    private final PolicyDesk desk;

    LearnRoutes(PolicyDesk desk) {
        this.desk = desk;
    }

    /// @param router whose requests are authenticated already
    void addTo(Router router) {
        router.get("/api/policies").handler(request -> Answers.json(request, desk.newest()));
        router.get("/api/policies/:policy").handler(request -> answer(request, desk.versions(policy(request))));
        router.get("/api/policies/:policy/:version/card").handler(this::card);
        router.put("/api/policies/:policy/pin").handler(this::pin);
        router.get("/api/training").handler(request -> Answers.json(request, desk.training()));
        router.get("/api/training/:policy").handler(this::training);
    }

    private static String policy(RoutingContext request) {
        return Objects.requireNonNull(request.pathParam("policy"), "the route has this parameter");
    }

    private void card(RoutingContext request) {
        try {
            long version = Long.parseLong(request.pathParam("version"));
            desk.card(policy(request), version)
                    .onSuccess(card -> Answers.jsonText(request, Buffer.buffer(card)))
                    .onFailure(e -> fail(request, e));
        } catch (NumberFormatException e) {
            Answers.problem(request, 400, Problem.badMessage("a version is a whole number"));
        }
    }

    private void pin(RoutingContext request) {
        Long version;
        try {
            JsonObject body = request.body().asJsonObject();
            version = body == null ? null : body.getLong("version");
        } catch (DecodeException | ClassCastException e) {
            version = null;
        }
        if (version == null || version < 0) {
            Answers.problem(request, 400, Problem.badMessage("the body must be {\"version\": N}, 0 for the newest"));
            return;
        }
        String operator = request.get(GatewayRouter.OPERATOR, "");
        JsonObject pinned = new JsonObject().put("policy", policy(request)).put("pinned", version);
        answer(request, desk.pin(policy(request), version, operator).map(pinned));
    }

    private void training(RoutingContext request) {
        try {
            String after = request.request().getParam("after", "0");
            Answers.json(request, desk.trainingAfter(policy(request), Long.parseLong(after)));
        } catch (NumberFormatException e) {
            Answers.problem(request, 400, Problem.badMessage("after is a time in milliseconds"));
        }
    }

    private static void answer(RoutingContext request, Future<JsonObject> body) {
        body.onSuccess(json -> Answers.json(request, json)).onFailure(e -> fail(request, e));
    }

    private static void fail(RoutingContext request, Throwable e) {
        String message = String.valueOf(e.getMessage());
        switch (e) {
            case NoSuchElementException _ ->
                Answers.problem(
                        request,
                        404,
                        new Problem("unknown-policy", message, "GET /api/policies lists the policies that there are"));
            case PolicyFaultException _ ->
                Answers.problem(
                        request,
                        409,
                        new Problem("bad-policy", message, "choose another version, or publish it again"));
            default ->
                Answers.problem(
                        request, 503, new Problem("store-away", message, "check the object store, then try again"));
        }
    }
}
