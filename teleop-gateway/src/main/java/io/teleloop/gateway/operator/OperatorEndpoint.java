package io.teleloop.gateway.operator;

import io.teleloop.gateway.access.Tickets;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.fleet.Fleet;
import io.teleloop.gateway.fleet.LiveRobot;
import io.teleloop.gateway.inbound.Backlog;
import io.teleloop.gateway.problem.Problem;
import io.teleloop.gateway.webrtc.WebRtcEngine;
import io.vertx.core.Handler;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where operators' pages come in: takes the ticket and the join, then hands the messages to the session.
public final class OperatorEndpoint implements Handler<RoutingContext> {
    public static final int MAX_MESSAGE_CHARS = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(OperatorEndpoint.class);
    private static final long JOIN_MS = 10_000;
    /// Messages that may wait for the robot's context before the socket is no longer read.
    private static final int MOST_WAITING = 64;
    private static final long MOST_WAITING_CHARACTERS = 1 << 20;

    private final Tickets tickets;
    private final Fleet fleet;
    private final WebRtcEngine webRtc;
    private final GatewayClock clock;
    private final int mostConnections;
    private final AtomicInteger connections = new AtomicInteger();

    /// @param mostConnections that may be open in all
    public OperatorEndpoint(
            Tickets tickets, Fleet fleet, WebRtcEngine webRtc, GatewayClock clock, int mostConnections) {
        this.tickets = tickets;
        this.fleet = fleet;
        this.webRtc = webRtc;
        this.clock = clock;
        this.mostConnections = mostConnections;
    }

    @Override
    public void handle(RoutingContext request) {
        String ticket = request.request().getParam("ticket");
        Optional<String> operator = ticket == null ? Optional.empty() : tickets.redeem(ticket);
        request.request()
                .toWebSocket()
                .onSuccess(socket -> accept(socket, request, operator))
                .onFailure(e -> LOG.debug("Operator's WebSocket did not open problem={}", e.toString()));
    }

    private void accept(ServerWebSocket socket, RoutingContext request, Optional<String> operator) {
        if (operator.isEmpty()) {
            new OperatorSocket(socket)
                    .refuse(new Problem(
                            "bad-ticket",
                            "the ticket is unknown, used or older than 30 s",
                            "get a new one by POST /api/tickets"));
            return;
        }
        if (connections.incrementAndGet() > mostConnections) {
            connections.decrementAndGet();
            new OperatorSocket(socket)
                    .refuse(new Problem(
                            "too-many-sessions",
                            mostConnections + " operators are connected already",
                            "close another page, or come back later"));
            return;
        }
        new Connection(socket, request, operator.get()).begin();
    }

    /// One WebSocket; on its own context.
    private final class Connection {
        private final ServerWebSocket socket;
        private final OperatorSocket out;
        private final RoutingContext request;
        private final String operator;
        private final Backlog backlog;
        private @Nullable OperatorSession session;
        private long joinTimer = -1;

        Connection(ServerWebSocket socket, RoutingContext request, String operator) {
            this.socket = socket;
            backlog = new Backlog(MOST_WAITING, MOST_WAITING_CHARACTERS, socket::pause, socket::resume);
            this.out = new OperatorSocket(socket);
            this.request = request;
            this.operator = operator;
        }

        void begin() {
            socket.exceptionHandler(e -> LOG.debug("Operator's WebSocket broke problem={}", e.toString()));
            socket.textMessageHandler(this::received);
            socket.binaryMessageHandler(
                    ignored -> out.refuse(Problem.badMessage("a binary message on the JSON WebSocket")));
            socket.closeHandler(ignored -> closed());
            joinTimer = request.vertx().setTimer(JOIN_MS, ignored -> {
                if (session == null) {
                    out.refuse(Problem.badMessage("no join came within " + JOIN_MS + " ms"));
                }
            });
        }

        private void received(String text) {
            if (text.length() > MAX_MESSAGE_CHARS) {
                out.refuse(new Problem(
                        "too-large",
                        "a message of " + text.length() + " characters, at most " + MAX_MESSAGE_CHARS + " are allowed",
                        "send smaller messages"));
                return;
            }
            OperatorSession open = session;
            if (open == null) {
                join(text);
                return;
            }
            backlog.waits(text.length());
            open.robot().context().runOnContext(ignored -> {
                try {
                    open.socketMessage(text);
                } finally {
                    backlog.handled(text.length());
                }
            });
        }

        private void join(String text) {
            ClientMessage message;
            try {
                message = ClientMessages.parse(text);
            } catch (BadMessageException e) {
                out.send(Problem.badMessage(String.valueOf(e.getMessage())).toJson());
                return;
            }
            if (!(message instanceof ClientMessage.Join join)) {
                out.send(Problem.badMessage("the first message must be a join").toJson());
                return;
            }
            Optional<LiveRobot> robot = fleet.find(join.robot());
            if (robot.isEmpty()) {
                out.send(Problem.unknownRobot(join.robot()).toJson());
                return;
            }
            request.vertx().cancelTimer(joinTimer);
            OperatorSession opened =
                    new OperatorSession(UUID.randomUUID().toString(), operator, robot.get(), webRtc, out, clock);
            session = opened;
            robot.get().context().runOnContext(ignored -> opened.begin());
        }

        private void closed() {
            connections.decrementAndGet();
            request.vertx().cancelTimer(joinTimer);
            OperatorSession open = session;
            if (open != null) {
                open.robot().context().runOnContext(ignored -> open.end("the page is gone"));
            }
        }
    }
}
