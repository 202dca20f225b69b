package io.teleloop.rollout.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.gateway.episode.EpisodeSession;
import io.teleloop.gateway.episode.RecordSink;
import io.teleloop.gateway.episode.TickRecord;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.observation.SynchronizedView;
import io.teleloop.rollout.intervention.Intervener;
import io.teleloop.sim.Environment;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.robot.DescriptionBuilder;
import io.teleloop.sim.robot.StateSensors;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import io.teleloop.sim.world.Sight;
import io.teleloop.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EpisodeTest {
    private static final Task TASK = Tasks.named("peg-insertion");
    private static final long SEED = 3;
    private static final double LIMIT = 15;

    private static final World WORLD = new World(TASK, "arm");
    private static final List<Step> DEMONSTRATION = new ArrayList<>();
    private static EpisodeResult demonstrated;

    @BeforeAll
    static void demonstrate() {
        demonstrated = Episode.run(WORLD, new DemonstratingDriver(TASK, 1), SEED, LIMIT, DEMONSTRATION::add);
    }

    @Test
    void aDemonstrationEndsWithSuccessAndItsReward() {
        assertThat(demonstrated.success()).isTrue();
        assertThat(DEMONSTRATION).hasSize(demonstrated.steps()).hasSizeLessThan(300);
        Step last = DEMONSTRATION.getLast();
        assertThat(last.getReward()).isEqualTo(1);
        assertThat(last.getTerminated()).isTrue();
        assertThat(last.getTruncated()).isFalse();
        assertThat(DEMONSTRATION.subList(0, DEMONSTRATION.size() - 1)).allSatisfy(step -> {
            assertThat(step.getReward()).isZero();
            assertThat(step.getTerminated() || step.getTruncated()).isFalse();
            assertThat(step.getPolicyActionList()).isEmpty();
        });
    }

    @Test
    void theGatewayWouldHaveMadeTheSameSteps() {
        Environment environment = new Environment(TASK);
        RobotDescription robot = DescriptionBuilder.describe(environment, "arm");
        CapturedSteps captured = new CapturedSteps();
        SynchronizedView view = new SynchronizedView(robot.getStreamsList());
        List<Reception> sensed = new ArrayList<>();
        StateSensors sensors = new StateSensors(
                environment, (stream, time, data) -> sensed.add(new Reception(stream, time, time, 0, data)));
        environment.reset(SEED);
        sense(sensors, DEMONSTRATION.getFirst().getTickTimeNs());
        sensed.forEach(view::add);
        EpisodeId id = new EpisodeId(DEMONSTRATION.getFirst().getEpisodeId());
        EpisodeSession session = Objects.requireNonNull(
                EpisodeSession.open(id, robot, "expert", SEED, 20, 0, List.copyOf(sensed), captured, () -> {}));

        for (Step step : DEMONSTRATION) {
            float[] executed = new float[step.getExecutedActionCount()];
            for (int i = 0; i < executed.length; i++) {
                executed[i] = step.getExecutedAction(i);
            }
            session.tick(new TickRecord(
                    view.at(step.getTickTimeNs()),
                    executed,
                    step.getActor(),
                    Optional.empty(),
                    Optional.empty(),
                    step.getInterventionId()));
            Twist twist = new Twist(
                    new Vec3(executed[0], executed[1], executed[2]), new Vec3(executed[3], executed[4], executed[5]));
            environment.step(new Action(twist, executed[6]));
            sensed.clear();
            sense(sensors, step.getTickTimeNs() + 50_000_000);
            sensed.forEach(view::add);
            sensed.forEach(session::sample);
        }
        session.close(Outcome.SUCCESS, "expert", "", 0);

        assertThat(captured.steps).isEqualTo(DEMONSTRATION);
    }

    private static void sense(StateSensors sensors, long timeNs) {
        sensors.publishState(timeNs);
        sensors.publishTactile(timeNs);
    }

    @Test
    void equalSeedsGiveEqualStepsInAnotherWorld() {
        List<Step> again = new ArrayList<>();
        World other = new World(TASK, "arm");
        Episode.run(other, new DemonstratingDriver(TASK, 1), SEED, LIMIT, again::add);

        assertThat(again).isEqualTo(DEMONSTRATION);
    }

    @Test
    void theTimeLimitCutsAnEpisodeWithoutReward() {
        List<Step> steps = new ArrayList<>();
        EpisodeResult result = Episode.run(WORLD, new AutonomousDriver(new Still()), 1, 0.5, steps::add);

        assertThat(result.success()).isFalse();
        assertThat(steps).hasSize(10);
        assertThat(steps.getLast().getTruncated()).isTrue();
        assertThat(steps.getLast().getTerminated()).isFalse();
        assertThat(steps.getLast().getReward()).isZero();
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.getActor().getId()).isEqualTo("still@1");
            assertThat(step.getPolicyActionList()).hasSize(7);
        });
    }

    @Test
    void interventionsAreNumberedAndThePolicyIsStillAsked() {
        List<Step> steps = new ArrayList<>();
        EpisodeResult result =
                Episode.run(WORLD, new IntervenedDriver(new Still(), new EveryOtherPair()), 1, 0.5, steps::add);

        assertThat(steps).extracting(Step::getInterventionId).containsExactly(0, 0, 1, 1, 0, 0, 2, 2, 0, 0);
        assertThat(result.interventions()).isEqualTo(2);
        assertThat(result.intervened()).isEqualTo(4);
        Step intervened = steps.get(3);
        assertThat(intervened.getActor().getId()).isEqualTo("simulated-intervener");
        assertThat(intervened.getPolicyAction(2)).isZero();
        assertThat(intervened.getExecutedAction(2)).isEqualTo(0.05f);
    }

    @Test
    void noActionGoesBeyondWhatTheGatewayWouldAllow() {
        List<Step> steps = new ArrayList<>();
        Episode.run(WORLD, new AutonomousDriver(new Wild()), 1, 0.5, steps::add);

        assertThat(steps.getFirst().getPolicyAction(0)).isEqualTo(-1);
        assertThat(steps.getFirst().getExecutedAction(0)).isCloseTo(-0.1f, within(1e-6f));
        assertThat(steps.get(1).getExecutedAction(0)).isCloseTo(0, within(1e-6f));
    }

    /// Stays where it is.
    private static final class Still implements Autopilot {
        @Override
        public String name() {
            return "still@1";
        }

        @Override
        public void reset() {}

        @Override
        public Wish wish(List<Reading> readings) {
            return new Wish(new float[7], new float[0]);
        }
    }

    /// Wants to go left and right at four times the arm's speed.
    private static final class Wild implements Autopilot {
        private float wanted = 1;

        @Override
        public String name() {
            return "wild@1";
        }

        @Override
        public void reset() {}

        @Override
        public Wish wish(List<Reading> readings) {
            wanted = -wanted;
            return new Wish(new float[] {wanted, 0, 0, 0, 0, 0, 0}, new float[0]);
        }
    }

    /// Lifts the arm at ticks 3, 4, 7, 8, ...
    private static final class EveryOtherPair implements Intervener {
        private int ticks;

        @Override
        public void begin(long seed) {
            ticks = 0;
        }

        @Override
        public Optional<Action> watch(Sight sight, float[] policyAction) {
            return ticks++ / 2 % 2 == 0 ? Optional.empty() : Optional.of(new Action(Twist.linear(0, 0, 0.05), 0));
        }
    }

    private static final class CapturedSteps implements RecordSink {
        private final List<Step> steps = new ArrayList<>();

        @Override
        public boolean publish(EpisodeRecord entry) {
            return true;
        }

        @Override
        public boolean publish(EpisodeRecord sample, Step step) {
            return steps.add(step);
        }

        @Override
        public void publishLast(EpisodeRecord sample, Step step) {
            steps.add(step);
        }

        @Override
        public boolean publish(EpisodeEvent event) {
            return true;
        }

        @Override
        public void publishEnd(EpisodeRecord end, EpisodeEvent event, Runnable kept) {}
    }
}
