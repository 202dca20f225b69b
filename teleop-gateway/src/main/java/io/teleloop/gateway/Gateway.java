package io.teleloop.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.MetricNames;
import io.teleloop.gateway.access.Tickets;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.episode.EpisodeSession;
import io.teleloop.gateway.episode.OpenEpisodes;
import io.teleloop.gateway.fleet.Fleet;
import io.teleloop.gateway.fleet.FleetContext;
import io.teleloop.gateway.fleet.FleetMetrics;
import io.teleloop.gateway.http.GatewayRouter;
import io.teleloop.gateway.http.Origins;
import io.teleloop.gateway.operator.OperatorEndpoint;
import io.teleloop.gateway.policy.PolicyDesk;
import io.teleloop.gateway.robotlink.RobotLinkEndpoint;
import io.teleloop.gateway.stream.EpisodeEventFeed;
import io.teleloop.gateway.stream.EpisodePublisher;
import io.teleloop.gateway.stream.PublisherConfig;
import io.teleloop.gateway.webrtc.WebRtcConfig;
import io.teleloop.gateway.webrtc.WebRtcEngine;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import io.teleloop.service.TokenFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running gateway. Parts start in order and stop in the reverse one: robots and operators go first, then what they
/// left behind is brought to Kafka or to disk.
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final String NAME = "teleop-gateway";
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 20;
    /// Above what the endpoints allow, so that they can tell what was too large.
    private static final int WEB_SOCKET_BYTES = 2 * RobotLinkEndpoint.MAX_FRAME_BYTES;

    private final GatewayConfig config;
    private final GatewayClock clock = GatewayClock.monotonic();
    private final RunningService service;
    private @Nullable HttpServer http;

    private Gateway(GatewayConfig config, IntConsumer exit) throws Exception {
        this.config = config;
        this.service = RunningService.start("gateway", config.management(), exit, this::startParts);
    }

    /// @param exit ends the process with a code, when the gateway cannot go on
    /// @throws ConfigurationException when a port or folder cannot be used
    public static Gateway start(GatewayConfig config, IntConsumer exit) throws Exception {
        return new Gateway(config, exit);
    }

    private void startParts(RunningService parts) throws Exception {
        TokenFile operators = TokenFile.read(config.operatorTokens());
        TokenFile robots = TokenFile.read(config.robotTokens());
        AtomicReference<@Nullable Fleet> fleet = new AtomicReference<>();
        OpenEpisodes journal = openJournal();
        EpisodePublisher publisher = openPublisher(fleet);
        publisher.start();
        parts.add(publisher);
        parts.watch(() -> true, () -> publisher.connectedOnce() ? "" : "Kafka has not answered yet");
        measure(publisher, parts.metrics());
        abandonLeftOver(journal, publisher);

        WebRtcEngine webRtc =
                parts.add(new WebRtcEngine(WebRtcConfig.of(config.icePortMin(), config.icePortMax(), List.of())));
        Vertx vertx = Vertx.vertx();
        parts.add(() -> await(vertx.close(), STOP_SECONDS));

        PolicyDesk policies = parts.add(new PolicyDesk(config.kafkaBootstrap(), config.store(), clock, vertx));
        policies.start();

        FleetContext shared = new FleetContext(
                NAME,
                clock,
                config.control(),
                publisher,
                journal,
                publisher::state,
                webRtc,
                policies.policies(),
                (robot, who, action, decision) -> audit(publisher, robot, who, action, decision),
                new FleetMetrics(parts.metrics(), clock),
                config.mostSessionsPerRobot(),
                config.longestEpisode());
        Fleet deployed = await(Fleet.deploy(vertx, robots.names(), shared), START_SECONDS);
        fleet.set(deployed);

        EpisodeEventFeed events = new EpisodeEventFeed(config.kafkaBootstrap(), deployed::episodeEvent);
        events.start();
        parts.add(events);

        http = listen(vertx, operators, robots, deployed, policies, webRtc);
        LOG.info("Gateway listens host={} port={} robots={}", config.host(), port(), robots.names());
    }

    private OpenEpisodes openJournal() {
        try {
            return new OpenEpisodes(config.spoolFolder().resolve("open-episodes"));
        } catch (IOException e) {
            throw badFolder(e);
        }
    }

    private EpisodePublisher openPublisher(AtomicReference<@Nullable Fleet> fleet) {
        PublisherConfig publisher = new PublisherConfig(
                config.kafkaBootstrap(),
                config.spoolFolder().resolve("records"),
                config.spoolMaxBytes(),
                config.streamAwayAfter());
        try {
            return new EpisodePublisher(publisher, ignored -> {
                Fleet known = fleet.get();
                if (known != null) {
                    known.streamChanged();
                }
            });
        } catch (IOException e) {
            throw badFolder(e);
        }
    }

    private ConfigurationException badFolder(IOException cause) {
        return new ConfigurationException(
                "'spool.dir' " + config.spoolFolder() + " cannot be used: " + cause.getMessage()
                        + "; give a folder that can be written",
                cause);
    }

    private void abandonLeftOver(OpenEpisodes journal, EpisodePublisher publisher) throws IOException {
        for (Map.Entry<EpisodeId, String> left : journal.leftOver().entrySet()) {
            LOG.warn("Episode was left open by an earlier run episode={} robot={}", left.getKey(), left.getValue());
            EpisodeSession.abandon(
                    left.getKey(), left.getValue(), clock.nowNs(), publisher, () -> journal.closed(left.getKey()));
        }
    }

    private void measure(EpisodePublisher publisher, MeterRegistry metrics) {
        Gauge.builder(MetricNames.STREAM_UP, publisher, p -> p.state().up() ? 1 : 0)
                .register(metrics);
        Gauge.builder(MetricNames.SPOOL_BYTES, publisher, p ->
                        (double) p.state().spoolBytes())
                .register(metrics);
        Gauge.builder(MetricNames.SPOOL_LIMIT, config::spoolMaxBytes).register(metrics);
        FunctionCounter.builder(MetricNames.SPOOL_REFUSED, publisher, p -> (double) p.refused())
                .register(metrics);
        FunctionCounter.builder(MetricNames.RECORDS_LOST, publisher, p -> (double) p.lost())
                .register(metrics);
    }

    private void audit(EpisodePublisher publisher, String robot, String who, String action, String decision) {
        String entry = new JsonObject()
                .put("version", 1)
                .put("timeNs", clock.nowNs())
                .put("robot", robot)
                .put("who", who)
                .put("action", action)
                .put("decision", decision)
                .encode();
        if (!publisher.audit(robot, entry)) {
            LOG.error(
                    "Audit record had no room robot={} operator={} action={} decision={}",
                    robot,
                    who,
                    action,
                    decision);
        }
    }

    private HttpServer listen(
            Vertx vertx, TokenFile operators, TokenFile robots, Fleet fleet, PolicyDesk policies, WebRtcEngine webRtc)
            throws Exception {
        Tickets tickets = new Tickets(clock);
        RobotLinkEndpoint links = new RobotLinkEndpoint(robots, fleet::port, clock, config.linkIdle());
        OperatorEndpoint pages = new OperatorEndpoint(tickets, fleet, webRtc, clock, config.mostSessions());
        GatewayRouter router = new GatewayRouter(
                operators,
                tickets,
                fleet,
                policies,
                new Origins(config.allowedOrigins()),
                config.catalogue(),
                config.datasets());
        HttpServerOptions options = new HttpServerOptions()
                .setMaxWebSocketFrameSize(WEB_SOCKET_BYTES)
                .setMaxWebSocketMessageSize(WEB_SOCKET_BYTES)
                .setTcpNoDelay(true);
        HttpServer server = vertx.createHttpServer(options).requestHandler(router.build(vertx, links, pages));
        try {
            return await(server.listen(config.port(), config.host()), START_SECONDS);
        } catch (Exception e) {
            throw new ConfigurationException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": " + e.getMessage()
                            + "; set 'port' to a free one",
                    e);
        }
    }

    private static <T> T await(Future<T> future, long seconds) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    }

    /// The port that operators and robots connect to.
    public int port() {
        HttpServer server = http;
        if (server == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        return server.actualPort();
    }

    public int managementPort() {
        return service.managementPort();
    }

    @Override
    public void close() throws Exception {
        service.close();
    }
}
