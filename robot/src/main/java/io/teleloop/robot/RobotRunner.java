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
        var _ = control.scheduleAtFixedRate(this::watch, WATCHDOG_PERIOD_MS, WATCHDOG_PERIOD_MS, TimeUnit.MILLISECONDS);
        link.run();
    }

    private void received(GatewayFrame frame) {
        control.execute(() -> handle(frame));
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
            case WELCOME, REFUSED, CLOCK_REQUEST, FRAME_NOT_SET -> {
                // The link's own business.
            }
        }
    }

    private void follow(Target target) {
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
        gate.hold();
        robot.hold();
        ResetDone.Builder done = ResetDone.newBuilder().setRequestId(request.getRequestId());
        try {
            robot.reset(request.getSeed());
            done.setOk(true);
        } catch (RuntimeException e) {
            LOG.warn("Reset failed seed={}", request.getSeed(), e);
            done.setMessage(String.valueOf(e.getMessage()));
        }
        link.reply(RobotFrame.newBuilder().setResetDone(done).build());
    }

    private void linkLost() {
        control.execute(() -> {
            gate.hold();
            robot.hold();
        });
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
