package io.teleloop.http;

import io.teleloop.service.BearerToken;
import io.teleloop.service.TokenFile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service's HTTP routes. What is below `/api` is for operators only, by their token; deny by default.
/// `GET /openapi.json` says all of it in OpenAPI 3.1, to everybody.
public final class OperatorRouter {
    /// The description, beside the class that has the routes.
    public static final String DESCRIPTION = "openapi.json";

    private static final Logger LOG = LoggerFactory.getLogger(OperatorRouter.class);
    private static final long MAX_BODY_BYTES = 64 << 10;
    private static final String OPERATOR = "operator";

    private final TokenFile operators;

    private OperatorRouter(TokenFile operators) {
        this.operators = operators;
    }

    /// A router to add a service's routes to: requests below `/api` are authenticated, and their bodies read, before
    /// they come to them.
    ///
    /// @param describedBeside the class beside which the description lies
    public static Router create(Vertx vertx, TokenFile operators, Class<?> describedBeside) {
        Router router = Router.router(vertx);
        Buffer description = description(describedBeside);
        router.get("/" + DESCRIPTION).handler(request -> request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(description));
        router.route("/api/*").handler(new OperatorRouter(operators)::authenticate);
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        router.errorHandler(
                404,
                request -> Answers.problem(
                        request,
                        new Problem(
                                404,
                                "not-found",
                                "there is no " + request.request().method() + " "
                                        + request.request().path(),
                                "compare with /openapi.json")));
        router.errorHandler(
                413,
                request -> Answers.problem(
                        request,
                        new Problem(
                                413,
                                "too-large",
                                "a body of more than " + MAX_BODY_BYTES + " bytes",
                                "send less at a time")));
        router.errorHandler(500, request -> {
            LOG.error("Request failed path={}", request.request().path(), request.failure());
            Answers.problem(request, new Problem(500, "internal", "the service failed", "look into the service's log"));
        });
        return router;
    }

    /// Who asks.
    public static String operator(RoutingContext request) {
        return request.get(OPERATOR, "");
    }

    private void authenticate(RoutingContext request) {
        Optional<String> operator = BearerToken.of(request.request().getHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(operators::owner);
        if (operator.isEmpty()) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            Answers.problem(
                    request,
                    new Problem(
                            401,
                            "unauthorized",
                            "the operator's token is missing or unknown",
                            "use a token from the gateway's token file"));
            return;
        }
        request.put(OPERATOR, operator.get());
        request.next();
    }

    private static Buffer description(Class<?> beside) {
        try (InputStream in = Objects.requireNonNull(
                beside.getResourceAsStream(DESCRIPTION), "the description lies beside the class")) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
