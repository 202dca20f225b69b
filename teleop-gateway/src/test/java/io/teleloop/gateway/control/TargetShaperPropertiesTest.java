package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.gateway.TestRobots;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is asked for and wherever the arm is, no limit is ever exceeded.
class TargetShaperPropertiesTest {
    private static final double PERIOD = 0.05;
    private static final double SLACK = 1e-6;
    private static final ControlLimits LIMITS = TestRobots.limits();

    record Moment(float[] requested, Vector drift, double opening, double scale) {}

    @Provide
    Arbitrary<List<Moment>> drives() {
        Arbitrary<float[]> requested =
                Arbitraries.floats().between(-10, 10).array(float[].class).ofSize(7);
        Arbitrary<Double> drift = Arbitraries.doubles().between(-0.02, 0.02);
        Arbitrary<Vector> drifts = Combinators.combine(drift, drift, drift).as(Vector::new);
        return Combinators.combine(
                        requested,
                        drifts,
                        Arbitraries.doubles().between(0, 0.08),
                        Arbitraries.doubles().between(0, 1))
                .as(Moment::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Pose> starts() {
        Arbitrary<Double> place = Arbitraries.doubles().between(-0.2, 1);
        return Combinators.combine(place, place, place)
                .as((x, y, z) -> new Pose(new Vector(x, y, z), Rotation.IDENTITY));
    }

    @Property(tries = 300)
    void noLimitIsEverExceeded(@ForAll("starts") Pose start, @ForAll("drives") List<Moment> drive) {
        TargetShaper shaper = new TargetShaper(new ActionLayout(TestRobots.actionSpace()), LIMITS);
        Pose measured = start;
        ShapedTarget before = null;
        for (Moment moment : drive) {
            ShapedTarget target = shaper.next(moment.requested(), measured, moment.opening(), moment.scale(), PERIOD);

            assertThat(target.pose().isValid()).isTrue();
            assertThat(target.linear().norm()).isLessThanOrEqualTo(LIMITS.getLinearVelocity() + SLACK);
            assertThat(target.angular().norm()).isLessThanOrEqualTo(LIMITS.getAngularVelocity() + SLACK);
            assertThat(target.gripper()).isBetween(0.0, 0.08 + SLACK);
            assertThat(target.pose().position().minus(measured.position()).norm())
                    .isLessThanOrEqualTo(LIMITS.getLeashM() + SLACK);
            if (before != null) {
                assertNextIsReachable(before, target, measured);
            }
            before = target;
            measured = new Pose(measured.position().plus(moment.drift()), measured.orientation());
        }
    }

    private static void assertNextIsReachable(ShapedTarget before, ShapedTarget target, Pose measured) {
        assertThat(target.angular().minus(before.angular()).norm())
                .isLessThanOrEqualTo(LIMITS.getAngularAcceleration() * PERIOD + SLACK);
        assertThat(target.linear().norm())
                .isLessThanOrEqualTo(before.linear().norm() + LIMITS.getLinearAcceleration() * PERIOD + SLACK);
        assertThat(target.pose().orientation().angleTo(before.pose().orientation()))
                .isLessThanOrEqualTo(LIMITS.getAngularVelocity() * PERIOD + SLACK);
        // The leash may pull the target towards the arm faster than it may be driven.
        double step = target.pose().position().minus(before.pose().position()).norm();
        double pulled =
                Math.max(0, before.pose().position().minus(measured.position()).norm() - LIMITS.getLeashM());
        assertThat(step).isLessThanOrEqualTo(2 * LIMITS.getLinearVelocity() * PERIOD + pulled + SLACK);
        // Out of the box only where it was out already, or where the leash holds it.
        assertThat(outside(target.pose().position()))
                .isLessThanOrEqualTo(Math.max(outside(before.pose().position()), outside(measured.position())) + SLACK);
    }

    private static double outside(Vector at) {
        double x = excess(
                at.x(),
                LIMITS.getWorkspaceMin().getX(),
                LIMITS.getWorkspaceMax().getX());
        double y = excess(
                at.y(),
                LIMITS.getWorkspaceMin().getY(),
                LIMITS.getWorkspaceMax().getY());
        double z = excess(
                at.z(),
                LIMITS.getWorkspaceMin().getZ(),
                LIMITS.getWorkspaceMax().getZ());
        return new Vector(x, y, z).norm();
    }

    private static double excess(double value, double minimum, double maximum) {
        return Math.max(0, Math.max(minimum - value, value - maximum));
    }

    @Property(tries = 100)
    void theFirstTargetIsTheMeasuredPose(
            @ForAll("starts") Pose start, @ForAll("starts") Pose later, @ForAll("drives") List<Moment> drive) {
        TargetShaper shaper = new TargetShaper(new ActionLayout(TestRobots.actionSpace()), LIMITS);
        drive.forEach(moment -> shaper.next(moment.requested(), start, moment.opening(), moment.scale(), PERIOD));
        shaper.disengage();

        ShapedTarget first = shaper.next(drive.getFirst().requested(), later, 0.03, 1, PERIOD);

        assertThat(first.first()).isTrue();
        assertThat(first.pose()).isEqualTo(later);
        assertThat(first.linear()).isEqualTo(Vector.ZERO);
        assertThat(first.angular()).isEqualTo(Vector.ZERO);
        assertThat(first.gripper()).isLessThanOrEqualTo(0.03);
    }
}
