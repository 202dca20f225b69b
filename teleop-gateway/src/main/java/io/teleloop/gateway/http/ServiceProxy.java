package io.teleloop.gateway.http;

import io.teleloop.gateway.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.Optional;

/// Hands requests on to another service, so that a page has one origin for all. What the service says, its problems
/// too, is handed back as it is; that it does not answer is told as all problems of the gateway are.
///
/// @param service its name: `catalogue`, `datasets`
/// @param address empty when there is none
record ServiceProxy(String service, Optional<URI> address) {
    private static final int CONNECT_TIMEOUT_MS = 2000;
    /// Requests that are open at a time, and that wait for their turn.
    private static final PoolOptions BOUNDS =
            new PoolOptions().setHttp1MaxSize(32).setMaxWaitQueueSize(256);

    /// For requests whose body nobody has read.
    Handler<RoutingContext> handler(Vertx vertx) {
        return address.map(known -> forward(vertx, known))
                .orElse(request -> Answers.problem(
                        request,
                        503,
                        new Problem(
                                "no-" + service,
                                "this gateway knows no service '" + service + "'",
                                "run it and set the gateway's '" + service + ".url'")));
    }

    private Handler<RoutingContext> forward(Vertx vertx, URI known) {
        HttpProxy proxy = HttpProxy.reverseProxy(
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS), BOUNDS));
        proxy.origin(known.getPort(), known.getHost());
        proxy.addInterceptor(new ProxyInterceptor() {
            @Override
            public Future<ProxyResponse> handleProxyRequest(ProxyContext question) {
                return question.sendRequest().otherwise(failure -> noAnswer(question, known, failure));
            }
        });
        return request -> proxy.handle(request.request());
    }

    private ProxyResponse noAnswer(ProxyContext question, URI known, Throwable failure) {
        Problem problem = new Problem(
                service + "-away",
                "the service '" + service + "' at " + known + " does not answer: " + failure.getMessage(),
                "see that it runs, then ask again");
        return question.request()
                .release()
                .response()
                .setStatusCode(503)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setBody(Body.body(problem.toJson().toBuffer(), MediaType.APPLICATION_JSON));
    }
}
