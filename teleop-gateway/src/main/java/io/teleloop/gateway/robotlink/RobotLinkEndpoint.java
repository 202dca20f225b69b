package io.teleloop.gateway.robotlink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.v1.Hello;
import io.teleloop.contract.v1.RobotFrame;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.inbound.Backlog;
import io.teleloop.gateway.problem.Problem;
import io.teleloop.service.BearerToken;
import io.teleloop.service.TokenFile;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where robots dial in: checks the token and the hello, then hands the connection to the robot's port. Refusals are
/// told in the link's own words, so that whoever runs the robot reads them.
public final class RobotLinkEndpoint implements Handler<RoutingContext> {
    public static final int MAX_FRAME_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RobotLinkEndpoint.class);
    private static final long HELLO_MS = 5000;
    /// Messages that may wait for the robot's context before the socket is no longer read.
    private static final int MOST_WAITING = 256;
    private static final long MOST_WAITING_BYTES = 16 << 20;

    private final TokenFile tokens;
    private final Function<String, Optional<RobotPort>> ports;
    private final GatewayClock clock;
    private final Duration idle;

    /// @param tokens each of one robot
    /// @param ports robots by name
    /// @param idle a link on which nothing came for so long is over
    public RobotLinkEndpoint(
            TokenFile tokens, Function<String, Optional<RobotPort>> ports, GatewayClock clock, Duration idle) {
        this.tokens = tokens;
        this.ports = ports;
        this.clock = clock;
        this.idle = idle;
    }

    @Override
    public void handle(RoutingContext request) {
        Optional<String> robot = BearerToken.of(request.request().getHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(tokens::owner);
        request.request()
                .toWebSocket()
                .onSuccess(socket -> new Connection(socket, request, robot).begin())
                .onFailure(e -> LOG.debug("Robot link did not open problem={}", e.toString()));
    }

    /// One connection until its hello was checked; on the socket's own context.
    private final class Connection {
        private final ServerWebSocket socket;
        private final RoutingContext request;
        private final Optional<String> robot;
        private final Backlog backlog;
        private @Nullable RobotLink link;
        private @Nullable RobotPort port;
        private long helloTimer = -1;

        Connection(ServerWebSocket socket, RoutingContext request, Optional<String> robot) {
            this.socket = socket;
            backlog = new Backlog(MOST_WAITING, MOST_WAITING_BYTES, socket::pause, socket::resume);
            this.request = request;
            this.robot = robot;
        }

        void begin() {
            socket.exceptionHandler(e -> LOG.debug("Robot link broke problem={}", e.toString()));
            if (robot.isEmpty()) {
                refuse(Problem.unauthorized("the robot's token is unknown"));
                return;
            }
            socket.binaryMessageHandler(this::received);
            socket.textMessageHandler(text -> refuse(Problem.badMessage("a text message on the binary robot link")));
            socket.closeHandler(ignored -> closed());
            helloTimer = request.vertx().setTimer(HELLO_MS, ignored -> {
                if (link == null) {
                    refuse(Problem.badMessage("no hello came within " + HELLO_MS + " ms"));
                }
            });
        }

        private void received(Buffer message) {
            if (message.length() > MAX_FRAME_BYTES) {
                refuse(new Problem(
                        "too-large",
                        "a frame of " + message.length() + " bytes, at most " + MAX_FRAME_BYTES + " are allowed",
                        "send smaller pictures"));
                return;
            }
            byte[] bytes = message.getBytes();
            RobotLink open = link;
            RobotPort target = port;
            if (open == null || target == null) {
                hello(bytes);
                return;
            }
            backlog.waits(bytes.length);
            target.context().runOnContext(ignored -> {
                try {
                    open.received(bytes);
                } finally {
                    backlog.handled(bytes.length);
                }
            });
        }

        private void hello(byte[] bytes) {
            RobotFrame frame;
            try {
                frame = RobotFrame.parseFrom(bytes);
            } catch (InvalidProtocolBufferException e) {
                refuse(Problem.badMessage(
                        "the first message of " + bytes.length + " bytes is no RobotFrame: " + e.getMessage()));
                return;
            }
            if (!frame.hasHello()) {
                refuse(Problem.badMessage("the first frame is " + frame.getFrameCase() + ", it must be HELLO"));
                return;
            }
            check(frame.getHello()).ifPresentOrElse(this::refuse, () -> hand(frame.getHello()));
        }

        private Optional<Problem> check(Hello hello) {
            if (hello.getLinkVersion() != RobotLink.VERSION) {
                return Optional.of(new Problem(
                        "unsupported-version",
                        "the robot speaks link version " + hello.getLinkVersion() + ", this gateway "
                                + RobotLink.VERSION,
                        "update the older of the two"));
            }
            String name = hello.getRobot().getRobotId();
            if (!robot.equals(Optional.of(name))) {
                return Optional.of(Problem.unauthorized("the token is not one of robot '" + name + "'"));
            }
            try {
                DescriptionCheck.check(hello.getRobot());
            } catch (InvalidDescriptionException e) {
                return Optional.of(new Problem(
                        "bad-message",
                        "the description of robot '" + name + "' is not valid: " + e.getMessage(),
                        "correct the robot's description"));
            }
            return ports.apply(name).isPresent() ? Optional.empty() : Optional.of(Problem.unknownRobot(name));
        }

        private void hand(Hello hello) {
            RobotPort found = ports.apply(hello.getRobot().getRobotId()).orElseThrow();
            RobotLink opened = new RobotLink(socket, request.vertx(), found, hello.getRobot(), clock, idle);
            port = found;
            link = opened;
            request.vertx().cancelTimer(helloTimer);
            found.context().runOnContext(ignored -> opened.begin());
        }

        private void refuse(Problem problem) {
            RobotLink open = link;
            RobotPort target = port;
            if (open != null && target != null) {
                target.context().runOnContext(ignored -> open.refuse(problem));
                return;
            }
            LOG.warn(
                    "Robot refused robot={} code={} problem={}",
                    robot.orElse("unknown"),
                    problem.code(),
                    problem.message());
            RobotLink.refuse(socket, problem);
        }

        private void closed() {
            request.vertx().cancelTimer(helloTimer);
            RobotLink open = link;
            RobotPort target = port;
            if (open != null && target != null) {
                target.context().runOnContext(ignored -> open.end("the connection ended"));
            }
        }
    }
}
