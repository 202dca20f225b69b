package io.teleloop.gateway.fleet;

import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.gateway.robotlink.RobotPort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All robots that may connect: those with a token. Each is a verticle, so it has an event-loop context of its own.
public final class Fleet {
    private final Map<String, LiveRobot> robots;

    private Fleet(Map<String, LiveRobot> robots) {
        this.robots = robots;
    }

    /// Deploys one verticle for each robot; they end with Vert.x.
    public static Future<Fleet> deploy(Vertx vertx, Collection<String> names, FleetContext context) {
        Map<String, LiveRobot> robots = new LinkedHashMap<>();
        List<Future<?>> deployments = new ArrayList<>();
        for (String name : names) {
            Promise<LiveRobot> robot = Promise.promise();
            deployments.add(vertx.deployVerticle(new RobotVerticle(name, context, robot))
                    .compose(ignored -> robot.future())
                    .onSuccess(started -> {
                        synchronized (robots) {
                            robots.put(name, started);
                        }
                    }));
        }
        return Future.all(deployments).map(ignored -> {
            synchronized (robots) {
                return new Fleet(Map.copyOf(robots));
            }
        });
    }

    private static final class RobotVerticle extends VerticleBase {
        private final String name;
        private final FleetContext shared;
        private final Promise<LiveRobot> started;

        RobotVerticle(String name, FleetContext shared, Promise<LiveRobot> started) {
            this.name = name;
            this.shared = shared;
            this.started = started;
        }

        @Override
        public Future<?> start() {
            LiveRobot robot = new LiveRobot(name, context, shared);
            robot.start();
            started.complete(robot);
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            started.future().result().stop();
            return Future.succeededFuture();
        }
    }

    public Optional<LiveRobot> find(String name) {
        return Optional.ofNullable(robots.get(name));
    }

    public Optional<RobotPort> port(String name) {
        return find(name).map(RobotPort.class::cast);
    }

    /// In the order of their names.
    public List<RobotStatus> list() {
        return robots.keySet().stream()
                .sorted()
                .map(robots::get)
                .map(LiveRobot::status)
                .toList();
    }

    /// From any thread: an episode was sealed, quarantined or discarded.
    public void episodeEvent(EpisodeEvent event) {
        find(event.getRobotId()).ifPresent(robot -> robot.context().runOnContext(ignored -> robot.episodeEvent(event)));
    }

    /// From any thread: records reach Kafka now, or no longer.
    public void streamChanged() {
        robots.values().forEach(robot -> robot.context().runOnContext(ignored -> robot.streamChanged()));
    }
}
