package io.teleloop.sim;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.teleloop.robot.RobotRunner;
import io.teleloop.robot.link.LinkRefusedException;
import io.teleloop.robot.safety.SafetyLimits;
import io.teleloop.service.Health;
import io.teleloop.service.ManagementServer;
import io.teleloop.sim.robot.SimulatedRobot;
import io.teleloop.sim.task.Task;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One simulated robot, its link to the gateway, and its port for operation.
final class RobotService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RobotService.class);
    private static final int NOT_WELCOME = 77;

    private final SimulatedRobot robot;
    private final RobotRunner runner;
    private final ManagementServer management;
    private final Thread link;

    /// @param managementPort 0 for any free one
    RobotService(Task task, String robotId, long seed, URI gateway, String token, int managementPort) {
        robot = new SimulatedRobot(task, robotId, seed);
        runner = new RobotRunner(robot, gateway, token, SafetyLimits.DEFAULT);
        management = ManagementServer.start(
                "127.0.0.1", managementPort, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), health());
        link = Thread.ofPlatform().name("robot-link").start(this::connect);
    }

    private Health health() {
        return new Health() {
            @Override
            public boolean live() {
                return robot.alive();
            }

            @Override
            public String notReadyBecause() {
                return robot.alive() ? "" : "the simulation does not run";
            }
        };
    }

    @SuppressWarnings("SystemExitOutsideMain") // The gateway's refusal ends the process.
    private void connect() {
        try {
            runner.run();
        } catch (LinkRefusedException e) {
            LOG.error("Robot is not welcome problem={}", e.getMessage());
            System.exit(NOT_WELCOME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        runner.close();
        link.interrupt();
        management.close();
    }
}
