package io.teleloop.gateway.http;

import io.teleloop.gateway.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;
import java.util.Optional;

/// Hands questions about episodes and datasets on to the catalogue, so that a page has one origin for all.
final class CatalogueProxy {
    private static final String[] PATHS = {"/api/episodes*", "/api/datasets*"};
    private static final int CONNECT_TIMEOUT_MS = 2000;

    private final Optional<URI> catalogue;

    /// @param catalogue its address; empty when there is none
    CatalogueProxy(Optional<URI> catalogue) {
        this.catalogue = catalogue;
    }

    /// @param authenticate lets operators through
    void addTo(Router router, Vertx vertx, Handler<RoutingContext> authenticate) {
        Handler<RoutingContext> forward = catalogue
                .map(address -> forward(vertx, address))
                .orElse(request -> Answers.problem(
                        request,
                        503,
                        new Problem(
                                "no-catalogue",
                                "this gateway knows no catalogue",
                                "run the catalogue and set the gateway's 'catalogue.url'")));
        for (String path : PATHS) {
            router.route(path).handler(authenticate);
            router.route(path).handler(forward);
        }
    }

    private static Handler<RoutingContext> forward(Vertx vertx, URI address) {
        HttpProxy proxy = HttpProxy.reverseProxy(
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS)));
        proxy.origin(address.getPort(), address.getHost());
        return request -> proxy.handle(request.request());
    }
}
