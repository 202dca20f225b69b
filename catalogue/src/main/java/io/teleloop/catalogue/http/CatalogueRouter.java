package io.teleloop.catalogue.http;

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

/// The catalogue's HTTP routes. Operators only, by their token; deny by default.
///
/// | route | for |
/// |---|---|
/// | `/api/episodes...` | see [EpisodeRoutes], [LabelRoutes], [DataRoutes] |
/// | `GET /openapi.json` | all of this in OpenAPI 3.1, for everybody |
final class CatalogueRouter {
    static final String DESCRIPTION = "openapi.json";

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueRouter.class);
    private static final long MAX_BODY_BYTES = 64 << 10;
    private static final String OPERATOR = "operator";

    private final TokenFile operators;
    private final EpisodeRoutes episodes;
    private final LabelRoutes labels;
    private final DataRoutes data;

    CatalogueRouter(TokenFile operators, EpisodeRoutes episodes, LabelRoutes labels, DataRoutes data) {
        this.operators = operators;
        this.episodes = episodes;
        this.labels = labels;
        this.data = data;
    }

    Router build(Vertx vertx) {
        Router router = Router.router(vertx);
        Buffer description = description();
        router.get("/" + DESCRIPTION).handler(request -> request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(description));
        router.route("/api/*").handler(this::authenticate);
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        labels.addTo(router);
        episodes.addTo(router);
        data.addTo(router);
        router.errorHandler(
                404,
                request -> Answers.problem(
                        request,
                        404,
                        "not-found",
                        "there is no " + request.request().method() + " "
                                + request.request().path(),
                        "compare with /openapi.json"));
        router.errorHandler(
                413,
                request -> Answers.problem(
                        request,
                        413,
                        "too-large",
                        "a body of more than " + MAX_BODY_BYTES + " bytes",
                        "send less at a time"));
        router.errorHandler(500, request -> {
            LOG.error("Request failed path={}", request.request().path(), request.failure());
            Answers.problem(request, 500, "internal", "the catalogue failed", "look into the catalogue's log");
        });
        return router;
    }

    /// Who asks.
    static String operator(RoutingContext request) {
        return request.get(OPERATOR, "");
    }

    private void authenticate(RoutingContext request) {
        Optional<String> operator = BearerToken.of(request.request().getHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(operators::owner);
        if (operator.isEmpty()) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            Answers.problem(
                    request,
                    401,
                    "unauthorized",
                    "the operator's token is missing or unknown",
                    "use a token from the gateway's token file");
            return;
        }
        request.put(OPERATOR, operator.get());
        request.next();
    }

    private static Buffer description() {
        try (InputStream in = Objects.requireNonNull(
                CatalogueRouter.class.getResourceAsStream(DESCRIPTION), "the description lies beside this class")) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
