package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.wire.CommandPacket;
import io.teleloop.gateway.TestRobots;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Whatever happens in whatever order, who may not drive does not, and no hand-over makes the robot jump.
class ControlLoopPropertiesTest {
    private static final long TICK_NS = 50_000_000;
    private static final ClientClock CLOCK = new ClientClock(0, 5);

    enum Happening {
        TICK,
        SENSED_TICK,
        LONG_PAUSE,
        ACQUIRE,
        RELEASE_LEASE,
        PRESS,
        LET_GO,
        SUPERVISE_RESUME,
        SUPERVISE_HOLD,
        END_SUPERVISION,
        SEES_NOTHING,
        SEES,
        IS_REFUSED,
        STOP,
        CLEAR,
        BUSY,
        READY,
        INTERRUPT,
        LOST,
        CONNECTED
    }

    private enum Driver {
        NOBODY,
        OPERATOR,
        POLICY;

        static Driver of(ControlTick tick) {
            return switch (tick) {
                case ControlTick.Undriven _ -> NOBODY;
                case ControlTick.Operated _ -> OPERATOR;
                case ControlTick.Autonomous _ -> POLICY;
            };
        }
    }

    /// A control loop, and beside it what is known of it without looking into it.
    private static final class World {
        final RecordingRobot robot = new RecordingRobot();
        final RecordingEvents events = new RecordingEvents();
        final ControlLoop control = new ControlLoop(
                new ControlSettings(
                        20,
                        Duration.ofSeconds(3),
                        Duration.ofMillis(400),
                        new WatchdogLimits(Duration.ofMillis(150), Duration.ofMillis(400)),
                        new VelocityScale(150, 400, 0.2, 500)),
                robot,
                events);
        final PolicyAnswer decided = new PolicyAnswer.Decided(
                new PolicyAction("pusher@1", new float[] {0.3f, 0.1f, 0, 0, 0.4f, 0, 0.04f}, new float[0]));
        PolicyAnswer answer = decided;
        long now = 1_800_000_000_000_000_000L;
        long sequence;
        double where;
        boolean stopped;
        boolean pressed;
        /// The lease under which a policy may drive, -1 for none.
        long supervisedEpoch = -1;
        Driver before = Driver.NOBODY;

        long epoch() {
            return control.lease().map(Lease::epoch).orElse(-1L);
        }

        void happens(Happening happening) {
            switch (happening) {
                case TICK -> tick();
                case SENSED_TICK -> {
                    sense();
                    tick();
                }
                case LONG_PAUSE -> now += 20 * TICK_NS;
                case ACQUIRE -> control.acquire("s1", "ada", now);
                case RELEASE_LEASE -> control.release("s1", "done");
                case PRESS -> press();
                case LET_GO -> {
                    command(false);
                    pressed = false;
                }
                case SUPERVISE_RESUME -> supervise(Supervision.RESUME);
                case SUPERVISE_HOLD -> supervise(Supervision.HOLD);
                case END_SUPERVISION -> {
                    control.endSupervision("enough");
                    supervisedEpoch = -1;
                }
                case SEES_NOTHING -> answer = new PolicyAnswer.NotNow("dark");
                case SEES -> answer = decided;
                case IS_REFUSED -> answer = new PolicyAnswer.Refused("bad");
                case STOP -> {
                    control.stop("bob", "danger");
                    stopped = true;
                    supervisedEpoch = -1;
                }
                case CLEAR -> {
                    control.clear();
                    stopped = false;
                }
                case BUSY -> control.busy("the scene is being put back");
                case READY -> control.ready();
                case INTERRUPT -> {
                    control.interrupt("the robot stopped itself");
                    supervisedEpoch = -1;
                }
                case LOST -> {
                    control.robotLost();
                    supervisedEpoch = -1;
                }
                case CONNECTED -> connect();
            }
        }

        void connect() {
            control.robotConnected(new ActionLayout(TestRobots.actionSpace()), TestRobots.limits());
            before = Driver.NOBODY;
        }

        void sense() {
            where += 0.001;
            control.measured(new Measured(now, pose(), 0.04));
        }

        Pose pose() {
            return new Pose(new Vector(0.5 + where % 0.1, 0, 0.3), Rotation.IDENTITY);
        }

        void supervise(Supervision supervision) {
            if (control.supervise(supervision).isEmpty()) {
                supervisedEpoch = epoch();
            }
        }

        void press() {
            int refused = events.rejections.size();
            command(true);
            pressed = events.rejections.size() == refused;
        }

        void command(boolean deadman) {
            float[] action = {-0.1f, 0, 0, 0, 0, 0, 0.04f};
            byte[] packet = new CommandPacket(deadman, Math.max(0, epoch()), sequence++, now / 1e6, action).encode();
            control.command("s1", packet, CLOCK, now);
        }

        void tick() {
            ControlTick tick = control.tick(now, 0, () -> answer);
            Driver driver = Driver.of(tick);
            if (driver == Driver.POLICY) {
                assertThat(epoch()).isNotEqualTo(-1).isEqualTo(supervisedEpoch);
                assertThat(pressed).as("an operator's deadman is pressed").isFalse();
            }
            if (driver != Driver.NOBODY) {
                assertThat(stopped).isFalse();
                assertThat(epoch()).isNotEqualTo(-1);
            }
            if (driver != before) {
                tick.target().ifPresent(target -> {
                    assertThat(target.first()).isTrue();
                    assertThat(target.pose()).isEqualTo(pose());
                });
            }
            before = driver;
            pressed = false;
            now += TICK_NS;
        }
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.just(Happening.SENSED_TICK)),
                        Tuple.of(2, Arbitraries.just(Happening.PRESS)),
                        Tuple.of(2, Arbitraries.just(Happening.SEES)),
                        Tuple.of(8, Arbitraries.of(Happening.class)))
                .list()
                .ofMinSize(5)
                .ofMaxSize(80);
    }

    @Property(tries = 2000)
    void aPolicyDrivesOnlyUnderItsLeaseAndNoHandOverJumps(@ForAll("happenings") List<Happening> happenings) {
        World world = new World();
        world.connect();
        world.control.acquire("s1", "ada", world.now);
        world.sense();
        world.supervise(Supervision.RESUME);
        happenings.forEach(world::happens);
    }
}
