package io.teleloop.gateway.http;

import io.teleloop.gateway.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.Optional;

/// Hands questions about episodes on to the catalogue, so that a page has one origin for all. What the catalogue says,
/// its problems too, is handed back as it is; that it does not answer is told as all problems of the gateway are.
final class CatalogueProxy {
    private static final String PATH = "/api/episodes*";
    private static final int CONNECT_TIMEOUT_MS = 2000;
    /// Questions that are open at a time, and that wait for their turn.
    private static final PoolOptions BOUNDS =
            new PoolOptions().setHttp1MaxSize(32).setMaxWaitQueueSize(256);

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
        router.route(PATH).handler(authenticate);
        router.route(PATH).handler(forward);
    }

    private static Handler<RoutingContext> forward(Vertx vertx, URI address) {
        HttpProxy proxy = HttpProxy.reverseProxy(
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS), BOUNDS));
        proxy.origin(address.getPort(), address.getHost());
        proxy.addInterceptor(new ProxyInterceptor() {
            @Override
            public Future<ProxyResponse> handleProxyRequest(ProxyContext question) {
                return question.sendRequest().otherwise(failure -> noAnswer(question, address, failure));
            }
        });
        return request -> proxy.handle(request.request());
    }

    private static ProxyResponse noAnswer(ProxyContext question, URI address, Throwable failure) {
        Problem problem = new Problem(
                "catalogue-away",
                "the catalogue at " + address + " does not answer: " + failure.getMessage(),
                "see that it runs, then ask again");
        return question.request()
                .release()
                .response()
                .setStatusCode(503)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setBody(Body.body(problem.toJson().toBuffer(), MediaType.APPLICATION_JSON));
    }
}
