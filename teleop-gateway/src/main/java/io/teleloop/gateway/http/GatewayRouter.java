package io.teleloop.gateway.http;

import io.teleloop.gateway.access.Tickets;
import io.teleloop.gateway.fleet.Fleet;
import io.teleloop.gateway.fleet.LiveRobot;
import io.teleloop.gateway.fleet.RobotStatus;
import io.teleloop.gateway.operator.OperatorEndpoint;
import io.teleloop.gateway.policy.PolicyDesk;
import io.teleloop.gateway.problem.Problem;
import io.teleloop.gateway.robotlink.RobotLinkEndpoint;
import io.teleloop.service.BearerToken;
import io.teleloop.service.TokenFile;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's HTTP routes.
///
/// | route | for |
/// |---|---|
/// | `POST /api/tickets` | a ticket for one WebSocket |
/// | `GET /api/robots` | the robots |
/// | `POST /api/robots/{robot}/estop` | emergency stop |
/// | `/api/policies...`, `/api/training...` | see [LearnRoutes] |
/// | `/api/episodes...`, `/api/datasets...` | the catalogue, the data sets, see [ServiceProxy] |
/// | `/datasets/...` | data sets' files, which addresses open |
/// | `GET /operator` | operators' WebSocket |
/// | `GET /robot` | robots' WebSocket |
/// | everything else | the page |
public final class GatewayRouter {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayRouter.class);
    private static final long MAX_BODY_BYTES = 16 << 10;
    private static final String PAGE_FOLDER = "web";
    /// Under which a request keeps who it is from.
    static final String OPERATOR = "operator";

    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob:; "
                    + "style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
                    + "frame-ancestors 'none'; form-action 'self'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private final TokenFile operators;
    private final Tickets tickets;
    private final Fleet fleet;
    private final Origins origins;
    private final LearnRoutes learning;
    private final ServiceProxy catalogue;
    private final ServiceProxy datasets;

    /// @param catalogue its address; empty when there is none
    /// @param datasets of their service; empty when there is none
    public GatewayRouter(
            TokenFile operators,
            Tickets tickets,
            Fleet fleet,
            PolicyDesk policies,
            Origins origins,
            Optional<URI> catalogue,
            Optional<URI> datasets) {
        this.operators = operators;
        this.tickets = tickets;
        this.fleet = fleet;
        this.origins = origins;
        learning = new LearnRoutes(policies);
        this.catalogue = new ServiceProxy("catalogue", catalogue);
        this.datasets = new ServiceProxy("datasets", datasets);
    }

    public Router build(Vertx vertx, RobotLinkEndpoint robots, OperatorEndpoint pages) {
        Router router = Router.router(vertx);
        router.route().handler(this::guard);
        router.get("/robot").handler(robots);
        router.get("/operator").handler(pages);
        // Before any body is read: the service reads it.
        Handler<RoutingContext> toDatasets = datasets.handler(vertx);
        router.route("/api/episodes*").handler(this::authenticate).handler(catalogue.handler(vertx));
        router.route("/api/datasets*").handler(this::authenticate).handler(toDatasets);
        // A browser that saves a file sends no token: the address has the key, and the service looks at it.
        router.route("/datasets/*").handler(toDatasets);
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        router.route("/api/*").handler(this::authenticate);
        router.post("/api/tickets").handler(this::ticket);
        router.get("/api/robots").handler(this::robots);
        router.post("/api/robots/:robot/estop").handler(this::emergencyStop);
        learning.addTo(router);
        router.route("/api/*")
                .handler(request -> Answers.problem(
                        request,
                        404,
                        Problem.badMessage("there is no " + request.request().method() + " "
                                + request.request().path())));
        router.get().handler(StaticHandler.create(PAGE_FOLDER).setIndexPage("index.html"));
        router.errorHandler(
                413,
                request -> Answers.problem(
                        request,
                        413,
                        new Problem(
                                "too-large",
                                "a body of more than " + MAX_BODY_BYTES + " bytes",
                                "send smaller messages")));
        router.errorHandler(500, request -> {
            LOG.error("Request failed path={}", request.request().path(), request.failure());
            Answers.problem(request, 500, new Problem("internal", "the gateway failed", "look into the gateway's log"));
        });
        return router;
    }

    private void guard(RoutingContext request) {
        SECURITY_HEADERS.forEach(request.response()::putHeader);
        HttpServerRequest http = request.request();
        String origin = http.getHeader(HttpHeaders.ORIGIN);
        if (!origins.allows(origin, http.getHeader(HttpHeaders.HOST))) {
            Answers.problem(
                    request,
                    403,
                    new Problem(
                            "bad-origin",
                            "pages of '" + origin + "' may not connect to this gateway",
                            "add the origin to the gateway's allowed origins"));
            return;
        }
        request.next();
    }

    private void authenticate(RoutingContext request) {
        Optional<String> operator = BearerToken.of(request.request().getHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(operators::owner);
        if (operator.isEmpty()) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            Answers.problem(request, 401, Problem.unauthorized("the operator's token is missing or unknown"));
            return;
        }
        request.put(OPERATOR, operator.get());
        request.next();
    }

    private void ticket(RoutingContext request) {
        String operator = request.get(OPERATOR, "");
        tickets.issue(operator)
                .ifPresentOrElse(
                        ticket -> Answers.json(
                                request, new JsonObject().put("ticket", ticket).put("operator", operator)),
                        () -> Answers.problem(
                                request,
                                429,
                                new Problem("too-many-sessions", "too many tickets are open", "wait 30 s")));
    }

    private void robots(RoutingContext request) {
        JsonArray robots = new JsonArray();
        for (RobotStatus robot : fleet.list()) {
            robots.add(new JsonObject()
                    .put("robot", robot.robot())
                    .put("task", robot.task())
                    .put("connected", robot.connected())
                    .put("control", robot.control())
                    .put("operator", robot.operator()));
        }
        Answers.json(request, robots);
    }

    private void emergencyStop(RoutingContext request) {
        String operator = request.get(OPERATOR, "");
        String name = Objects.requireNonNull(request.pathParam("robot"), "the route has this parameter");
        Optional<LiveRobot> robot = fleet.find(name);
        if (robot.isEmpty()) {
            Answers.problem(request, 404, Problem.unknownRobot(name));
            return;
        }
        robot.get().context().runOnContext(ignored -> {
            robot.get().driving().emergencyStop(operator, operator + " stopped it over HTTP");
            Answers.json(request, new JsonObject().put("robot", name).put("control", "stopped"));
        });
    }
}
