package io.teleloop.robot;

import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Target;

/// A robot (or a simulated one) that can be driven. Its methods are called from one thread at a time, but for
/// [#reset(long)], which has a thread of its own so that the robot can be told to hold meanwhile.
public interface Robot extends AutoCloseable {
    RobotDescription description();

    /// Begins to sense: from now on every reading goes to the sink, from threads of the robot's choice.
    void start(SampleSink sink);

    /// Moves on with a target that passed the safety gate: its pose is to be reached now, and it moves with the
    /// target's velocities until the next one comes. Frames are "base"; must return at once.
    void follow(Target target);

    /// Stays where it is, softly: the measured pose becomes the target and every velocity 0. Must return at once. A
    /// reset that runs ends early.
    void hold();

    /// Puts the scene back to the start that the seed chooses. May take a while; the robot holds meanwhile.
    ///
    /// @throws UnsupportedOperationException when the robot cannot do that by itself
    void reset(long seed);

    @Override
    void close();
}
