package io.teleloop.gateway.control;

import java.util.ArrayList;
import java.util.List;

/// Keeps what the control loop sent to the robot.
final class RecordingRobot implements RobotOutput {
    final List<ShapedTarget> targets = new ArrayList<>();
    final List<Long> sequences = new ArrayList<>();
    final List<String> holds = new ArrayList<>();
    int stops;
    int clears;

    @Override
    public void target(long epoch, long sequence, ShapedTarget target) {
        targets.add(target);
        sequences.add(sequence);
    }

    @Override
    public void hold(String reason) {
        holds.add(reason);
    }

    @Override
    public void stop(String reason) {
        stops++;
    }

    @Override
    public void clearStop() {
        clears++;
    }
}
