package io.teleloop.sim.task;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;

/// Inserts by feel, as people do: align above the hole, descend to contact, search in a spiral under light pressure,
/// and push in while yielding to side forces.
final class PegInsertionExpert implements ScriptedExpert {
    /// Height of the tool centre point above the block's top: before descending, and when certainly inside (m).
    private static final double HOVER = 0.067;
    private static final double INSIDE = 0.0335;
    /// Below this height the tip may be beside the block, when it is not this near to the hole's axis (m).
    private static final double CLEAR = 0.06;
    private static final double BESIDE = 0.003;
    /// Contact force that ends the descent, pressure while searching, force at which pushing pauses (N).
    private static final double TOUCH = 3;
    private static final double PRESSURE = 3.5;
    private static final double JAMMED = 12;
    /// Spiral: growth of the radius (m/s), largest radius (m), turning rate (rad/s).
    private static final double SPIRAL_GROWTH = 0.00045;
    private static final double SPIRAL_RADIUS = 0.0048;
    private static final double SPIRAL_RATE = 2 * Math.PI * 0.5;
    /// Sinking by this much while searching means that the tip found the hole (m).
    private static final double DROP = 0.0015;
    private static final double PATIENCE = 4;
    private static final double MAX_DESCENT = 0.03;

    private enum Phase {
        ALIGN,
        DESCEND,
        SEARCH,
        INSERT
    }

    private Phase phase = Phase.ALIGN;
    private double phaseStart;
    private double contactHeight;
    private double pressure;

    @Override
    public Action act(ExpertObservation observation) {
        pressure = 0.5 * (pressure + observation.wrench().force().z());
        Vec3 hole = observation.object(PegInsertion.HOLE).position();
        Vec3 tcp = observation.tcp().position();
        Vec3 aim = hole.minus(pegOffset(observation));
        double height = tcp.z() - (hole.z() + PegInsertion.BLOCK_HALF);
        double elapsed = observation.time() - phaseStart;
        Twist twist =
                switch (phase) {
                    case ALIGN -> align(observation.time(), aim, tcp, height);
                    case DESCEND -> descend(observation.time(), aim, tcp, height);
                    case SEARCH -> search(observation.time(), elapsed, aim, tcp);
                    case INSERT -> insert(observation, elapsed, tcp);
                };
        return new Action(twist, 0);
    }

    /// Horizontal offset of the peg's axis from the tool centre point.
    private static Vec3 pegOffset(ExpertObservation observation) {
        Pose peg = observation.object(PegInsertion.PEG);
        Vec3 offset = peg.position().minus(observation.tcp().position());
        return new Vec3(offset.x(), offset.y(), 0);
    }

    private Twist align(double time, Vec3 aim, Vec3 tcp, double height) {
        double dx = aim.x() - tcp.x();
        double dy = aim.y() - tcp.y();
        // Lower is as good: whoever takes over in the middle may find the peg above the hole, or in it, already.
        if (Math.hypot(dx, dy) < 8e-4 && height < HOVER + 2e-3) {
            enter(Phase.DESCEND, time);
        }
        // Beside the block the peg must first come up, or it would be knocked askew.
        boolean blocked = height < CLEAR && Math.hypot(dx, dy) > BESIDE;
        double sideways = blocked ? 0 : 0.15;
        return Twist.linear(limit(3 * dx, sideways), limit(3 * dy, sideways), limit(3 * (HOVER - height), 0.12));
    }

    private Twist descend(double time, Vec3 aim, Vec3 tcp, double height) {
        if (pressure > TOUCH) {
            contactHeight = tcp.z();
            enter(Phase.SEARCH, time);
        } else if (height < INSIDE) {
            enter(Phase.INSERT, time);
        }
        return Twist.linear(2 * (aim.x() - tcp.x()), 2 * (aim.y() - tcp.y()), -MAX_DESCENT);
    }

    private Twist search(double time, double elapsed, Vec3 aim, Vec3 tcp) {
        double radius = SPIRAL_GROWTH * elapsed;
        if (radius > SPIRAL_RADIUS) {
            enter(Phase.SEARCH, time);
        }
        if (tcp.z() < contactHeight - DROP) {
            enter(Phase.INSERT, time);
        }
        double angle = SPIRAL_RATE * elapsed;
        double x = radius * Math.cos(angle);
        double y = radius * Math.sin(angle);
        return Twist.linear(
                limit(-SPIRAL_RATE * y + 6 * (aim.x() + x - tcp.x()), 0.04),
                limit(SPIRAL_RATE * x + 6 * (aim.y() + y - tcp.y()), 0.04),
                limit(-0.003 * (PRESSURE - pressure), 0.012));
    }

    private Twist insert(ExpertObservation observation, double elapsed, Vec3 tcp) {
        Vec3 force = observation.wrench().force();
        if (elapsed > PATIENCE) {
            contactHeight = tcp.z() + 0.001;
            enter(Phase.SEARCH, observation.time());
        }
        // A small wiggle keeps the peg from sticking.
        return Twist.linear(
                limit(0.002 * force.x() + 0.002 * Math.sin(9 * elapsed), 0.02),
                limit(0.002 * force.y() + 0.002 * Math.cos(9 * elapsed), 0.02),
                force.z() > JAMMED ? 0 : -0.025);
    }

    private void enter(Phase next, double time) {
        phase = next;
        phaseStart = time;
    }

    private static double limit(double value, double bound) {
        return Math.clamp(value, -bound, bound);
    }
}
