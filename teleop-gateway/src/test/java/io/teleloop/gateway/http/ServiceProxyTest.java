package io.teleloop.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Between a client and a server that says what it was asked.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceProxyTest {
    private static final String TOKEN = "Bearer known";

    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private int gateway;
    private int alone;
    private int deserted;

    @BeforeAll
    void start() throws Exception {
        vertx = Vertx.vertx();
        int catalogue = await(vertx.createHttpServer()
                        .requestHandler(ServiceProxyTest::echo)
                        .listen(0, "127.0.0.1"))
                .actualPort();
        gateway = listen(Optional.of(URI.create("http://127.0.0.1:" + catalogue)));
        alone = listen(Optional.empty());
        deserted = listen(Optional.of(URI.create("http://127.0.0.1:" + freePort())));
    }

    @AfterAll
    void stop() throws Exception {
        await(vertx.close());
        http.close();
    }

    @Test
    void questionsShouldReachTheCatalogueAsTheyWereAsked() throws Exception {
        HttpResponse<String> get = send(gateway, "/api/episodes/one?a=b", TOKEN, "", "bytes=1-2");
        HttpResponse<String> post = send(gateway, "/api/episodes/labels", TOKEN, "{}", "");

        assertThat(get.statusCode()).isEqualTo(206);
        assertThat(get.body()).isEqualTo("GET /api/episodes/one?a=b Bearer known bytes=1-2 ");
        assertThat(post.body()).isEqualTo("POST /api/episodes/labels Bearer known null {}");
    }

    @Test
    void whatIsAskedOfAFileShouldComeAsItIs() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway + "/files/one"))
                .method("HEAD", BodyPublishers.noBody())
                .build();
        HttpRequest options = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway + "/files/one"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Range", "bytes=1-2")
                .build();

        HttpResponse<String> size = http.send(head, BodyHandlers.ofString());

        assertThat(size.headers().firstValue("Content-Length")).hasValue("3000000");
        assertThat(size.body()).isEmpty();
        assertThat(http.send(options, BodyHandlers.ofString()).body()).isEqualTo("OPTIONS /files/one null bytes=1-2 ");
    }

    @Test
    void whoIsNotKnownShouldNotReachTheCatalogue() throws Exception {
        assertThat(send(gateway, "/api/episodes", "Bearer unknown", "", "").statusCode())
                .isEqualTo(401);
        assertThat(send(gateway, "/api/robots", TOKEN, "", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aGatewayWithoutACatalogueShouldSaySo() throws Exception {
        HttpResponse<String> answer = send(alone, "/api/episodes", TOKEN, "", "");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("no-catalogue").contains("catalogue.url");
    }

    @Test
    void thatTheCatalogueDoesNotAnswerShouldBeToldAsEveryProblemOfTheGateway() throws Exception {
        for (HttpResponse<String> answer : List.of(
                send(deserted, "/api/episodes", TOKEN, "", ""),
                send(deserted, "/api/episodes/labels", TOKEN, "{}", ""))) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("catalogue-away");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void echo(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Content-Length", "3000000").end();
            return;
        }
        request.body().onSuccess(body -> request.response()
                .setStatusCode(206)
                .end(request.method() + " " + request.uri() + " " + request.getHeader("Authorization") + " "
                        + request.getHeader("Range") + " " + body));
    }

    private int listen(Optional<URI> catalogue) throws Exception {
        Router router = Router.router(vertx);
        Handler<RoutingContext> forward = new ServiceProxy("catalogue", catalogue).handler(vertx);
        router.route("/api/episodes*").handler(ServiceProxyTest::authenticate).handler(forward);
        router.route("/files/*").handler(forward);
        HttpServer server =
                await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        return server.actualPort();
    }

    private static void authenticate(RoutingContext request) {
        if (TOKEN.equals(request.request().getHeader("Authorization"))) {
            request.next();
        } else {
            request.response().setStatusCode(401).end();
        }
    }

    /// @param body empty for a GET
    /// @param range empty for none
    private HttpResponse<String> send(int port, String path, String token, String body, String range) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", token);
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        if (!body.isEmpty()) {
            request.POST(BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
