package io.teleloop.robot;

import io.teleloop.contract.v1.GatewayFrame;
import io.teleloop.contract.v1.Reset;
import io.teleloop.contract.v1.ResetDone;
import io.teleloop.contract.v1.RobotFrame;
import io.teleloop.contract.v1.RobotMode;
import io.teleloop.contract.v1.RobotMode.Mode;
import io.teleloop.contract.v1.Target;
import io.teleloop.robot.link.LinkRefusedException;
import io.teleloop.robot.link.RobotLink;
import io.teleloop.robot.safety.SafetyGate;
import io.teleloop.robot.safety.SafetyLimits;
import io.teleloop.robot.safety.Verdict;
import java.net.URI;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one robot: connects it to the gateway, lets only safe targets through, and stops it when they fail to come.
public final class RobotRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RobotRunner.class);
    private static final long WATCHDOG_PERIOD_MS = 10;

    private final Robot robot;
    private final SafetyGate gate;
    private final RobotLink link;
    /// Touched on the control thread only.
    private boolean resetting;
    /// One thread owns the robot and the gate: targets, watchdog and resets come one after the other. What still comes
    /// when the runner is closed has nothing left to act on.
    private final ScheduledExecutorService control = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("robot-control").factory(), new ThreadPoolExecutor.DiscardPolicy());

    public RobotRunner(Robot robot, URI gateway, String token, SafetyLimits limits) {
        this.robot = robot;
        this.gate = new SafetyGate(limits, robot.description().getLimits());
        this.link = new RobotLink(gateway, token, robot.description(), this::received, this::linkLost);
    }

    /// Connects and stays connected until [#close()], or until the gateway refuses the robot for good.
    ///
    /// @throws LinkRefusedException when the gateway does not want this robot
    public void run() throws LinkRefusedException, InterruptedException {
        robot.start(link::publish);
        var _ = control.scheduleAtFixedRate(
                () -> logged(this::watch), WATCHDOG_PERIOD_MS, WATCHDOG_PERIOD_MS, TimeUnit.MILLISECONDS);
        link.run();
    }

    private void received(GatewayFrame frame) {
        control.execute(() -> logged(() -> handle(frame)));
    }

    /// An exception must not end the watchdog, nor pass unseen.
    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("Robot control failed", e);
        }
    }

    private void handle(GatewayFrame frame) {
        switch (frame.getFrameCase()) {
            case TARGET -> follow(frame.getTarget());
            case HOLD -> {
                gate.hold();
                robot.hold();
                report(frame.getHold().getReason());
            }
            case STOP -> {
                gate.emergencyStop();
                robot.hold();
                report(frame.getStop().getReason());
            }
            case CLEAR_STOP -> {
                gate.clearEmergencyStop();
                report("emergency stop cleared");
            }
            case RESET -> reset(frame.getReset());
            case WELCOME -> {
                gate.newConnection();
                report("connected");
            }
            case REFUSED, CLOCK_REQUEST, FRAME_NOT_SET -> {
                // The link's own business.
            }
        }
    }

    private void follow(Target target) {
        if (resetting) {
            return;
        }
        Mode before = gate.mode();
        Verdict verdict = gate.judge(target, System.nanoTime());
        if (verdict == Verdict.FOLLOW) {
            robot.follow(target);
            if (before != Mode.FOLLOWING) {
                report("following");
            }
        } else {
            LOG.debug(
                    "Target refused verdict={} epoch={} sequence={}", verdict, target.getEpoch(), target.getSequence());
        }
    }

    private void watch() {
        if (gate.tick(System.nanoTime())) {
            robot.hold();
            report("no target came in time");
        }
    }

    private void reset(Reset request) {
        if (gate.mode() == Mode.EMERGENCY_STOPPED) {
            resetDone(request, "the emergency stop is on; clear it first");
            return;
        }
        if (resetting) {
            resetDone(request, "a reset is running; wait for its end");
            return;
        }
        gate.hold();
        robot.hold();
        resetting = true;
        // Away from the control thread, so that a stop and the watchdog come through meanwhile.
        Thread.ofVirtual().name("robot-reset").start(() -> {
            String problem = resetProblem(request.getSeed());
            control.execute(() -> {
                resetting = false;
                resetDone(request, problem);
            });
        });
    }

    /// Resets; empty when all went well.
    private String resetProblem(long seed) {
        try {
            robot.reset(seed);
            return "";
        } catch (RuntimeException e) {
            LOG.warn("Reset failed seed={}", seed, e);
            return String.valueOf(e.getMessage());
        }
    }

    private void resetDone(Reset request, String problem) {
        link.reply(RobotFrame.newBuilder()
                .setResetDone(ResetDone.newBuilder()
                        .setRequestId(request.getRequestId())
                        .setOk(problem.isEmpty())
                        .setMessage(problem))
                .build());
    }

    private void linkLost() {
        control.execute(() -> logged(() -> {
            gate.hold();
            robot.hold();
        }));
    }

    private void report(String reason) {
        LOG.info("Robot mode changed mode={} reason={}", gate.mode(), reason);
        link.reply(RobotFrame.newBuilder()
                .setMode(RobotMode.newBuilder().setMode(gate.mode()).setReason(reason))
                .build());
    }

    @Override
    public void close() {
        link.close();
        control.shutdownNow();
        robot.close();
    }
}
