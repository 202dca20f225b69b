package io.teleloop.sim.world;

import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.sim.Environment;
import io.teleloop.sim.robot.DescriptionBuilder;
import io.teleloop.sim.robot.StateSensors;
import io.teleloop.sim.task.Task;
import java.time.Instant;

/// One simulated robot with its task, stepped at the control rate: the sensors are those of the robot that a gateway
/// sees, read at the tick itself and without cameras.
///
/// Equal seeds and actions give equal readings, bit for bit. Not thread-safe.
public final class World {
    private static final long PERIOD_NS = Math.round(1e9 * Environment.PERIOD);
    /// Simulated time begins here, so that it looks like any other clock and is the same in every run.
    private static final long EPOCH_NS = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

    private final Environment environment;
    private final RobotDescription description;
    private final NewestReadings readings;
    private final StateSensors sensors;
    private final MotionLimit limit;
    private long timeNs = EPOCH_NS;

    /// @param robotId as its steps will name it
    public World(Task task, String robotId) {
        environment = new Environment(task);
        description = DescriptionBuilder.describe(environment, robotId);
        readings = new NewestReadings(description.getStreamsList());
        sensors = new StateSensors(environment, readings);
        limit = new MotionLimit(description, Environment.PERIOD);
    }

    public Task task() {
        return environment.task();
    }

    public RobotDescription description() {
        return description;
    }

    /// Begins an episode in the start state of `seed`.
    public Sight reset(long seed) {
        environment.reset(seed);
        readings.clear();
        limit.reset();
        timeNs += PERIOD_NS;
        return look();
    }

    /// Acts for one control period.
    ///
    /// @param wanted in the order of the action space, physical units
    public Moved move(float[] wanted) {
        float[] executed = limit.next(wanted);
        environment.step(Actions.action(executed));
        timeNs += PERIOD_NS;
        return new Moved(executed, look());
    }

    private Sight look() {
        sensors.publishState(timeNs);
        sensors.publishTactile(timeNs);
        return new Sight(
                timeNs,
                readings.readings(timeNs),
                environment.observe(),
                environment.progress(),
                environment.succeeded());
    }
}
