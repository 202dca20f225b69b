package io.teleloop.sim.robot;

import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Target;
import io.teleloop.robot.Robot;
import io.teleloop.robot.RobotClock;
import io.teleloop.robot.SampleSink;
import io.teleloop.sim.Environment;
import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.task.Task;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The simulated arm with one task, in real time.
///
/// One thread owns the simulation: it applies what was asked for, steps, and senses. When the machine is too slow it
/// runs slower than real time rather than in jumps.
public final class SimulatedRobot implements Robot {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedRobot.class);
    /// Longest delay that is caught up with; beyond it simulated time falls behind (ns).
    private static final long LONGEST_CATCH_UP_NS = 100_000_000;
    private static final long LOOP_PERIOD_NS = 4_000_000;
    private static final int WAITING_REQUESTS = 64;
    private static final long RESET_LIMIT_S = 60;
    private static final int STOP_LIMIT_MS = 5_000;

    private final Environment environment;
    private final SimulatedArm arm;
    private final StreamRates rates;
    private final RobotDescription description;
    private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>(WAITING_REQUESTS);
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final Thread thread;
    private SampleSink sink = (stream, captureTimeNs, data) -> {};

    /// A robot in the start state of `seed`.
    public SimulatedRobot(Task task, String robotId, long seed) {
        this(task, robotId, seed, StreamRates.DEFAULT);
    }

    SimulatedRobot(Task task, String robotId, long seed, StreamRates rates) {
        this.rates = rates;
        environment = new Environment(task);
        arm = environment.arm();
        environment.reset(seed);
        description = new DescriptionBuilder(environment, rates).describe(robotId);
        thread = Thread.ofPlatform().name("physics").unstarted(this::live);
    }

    @Override
    public RobotDescription description() {
        return description;
    }

    @Override
    public void start(SampleSink newSink) {
        sink = newSink;
        thread.start();
    }

    @Override
    public void follow(Target target) {
        submit(() -> {
            arm.follow(
                    Wire.pose(target.getPose()),
                    new Twist(Wire.vector(target.getLinear()), Wire.vector(target.getAngular())));
            arm.grip(target.getGripperOpening());
        });
    }

    @Override
    public void hold() {
        arm.allowMoves(false);
        submit(arm::hold);
    }

    private void submit(Runnable request) {
        // Full only if physics stands still, and then nothing moves anyway.
        if (!requests.offer(request)) {
            LOG.warn("Request dropped because the simulation is stuck");
        }
    }

    @Override
    public void reset(long seed) {
        FutureTask<Void> reset = new FutureTask<>(() -> {
            environment.reset(seed);
            return null;
        });
        arm.allowMoves(true);
        submit(reset);
        try {
            reset.get(RESET_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The reset was interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw new IllegalStateException("The reset ended early: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The reset took longer than " + RESET_LIMIT_S + " s", e);
        }
    }

    /// The physics thread.
    private void live() {
        StateSensors sensors = new StateSensors(environment, sink);
        try (CameraSensors cameras = new CameraSensors(environment.simulation(), sink)) {
            long now = System.nanoTime();
            Pulse state = new Pulse(rates.stateHz(), now);
            Pulse tactile = new Pulse(rates.tactileHz(), now);
            Pulse pictures = new Pulse(rates.cameraHz(), now);
            long stepNs = Math.round(1e9 * environment.simulation().timestep());
            long simulated = now;
            while (running.get()) {
                serveRequests(LOOP_PERIOD_NS - (System.nanoTime() - simulated));
                now = System.nanoTime();
                simulated = Math.max(simulated, now - LONGEST_CATCH_UP_NS);
                while (simulated + stepNs <= now) {
                    arm.step();
                    simulated += stepNs;
                }
                long captureTimeNs = RobotClock.nowNs();
                if (state.due(now)) {
                    sensors.publishState(captureTimeNs);
                    state.done(now);
                }
                if (tactile.due(now)) {
                    sensors.publishTactile(captureTimeNs);
                    tactile.done(now);
                }
                if (pictures.due(now) && cameras.trigger(captureTimeNs)) {
                    pictures.done(now);
                }
            }
        } catch (InterruptedException e) {
            LOG.info("Simulation interrupted");
        } catch (RuntimeException e) {
            LOG.error("Simulation failed", e);
        }
    }

    /// Waits for `waitNs`, but runs requests as they come.
    private void serveRequests(long waitNs) throws InterruptedException {
        long until = System.nanoTime() + waitNs;
        Runnable request = requests.poll(Math.max(0, waitNs), TimeUnit.NANOSECONDS);
        while (request != null) {
            request.run();
            request = requests.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    /// Whether the simulation runs: false before the start, after a failure, and after closing.
    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        running.set(false);
        try {
            thread.join(STOP_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
