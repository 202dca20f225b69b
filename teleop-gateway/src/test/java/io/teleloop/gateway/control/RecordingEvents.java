package io.teleloop.gateway.control;

import java.util.ArrayList;
import java.util.List;

/// Keeps what the control loop told.
final class RecordingEvents implements ControlEvents {
    final List<Rejection> rejections = new ArrayList<>();
    final List<String> leaseEnds = new ArrayList<>();
    int interventions;
    Runnable onChange = () -> {};

    @Override
    public void stateChanged(ControlState from, ControlState to) {
        onChange.run();
    }

    @Override
    public void leaseEnded(Lease lease, String reason) {
        leaseEnds.add(reason);
    }

    @Override
    public void accepted(CommandGate.Accepted command) {}

    @Override
    public void rejected(String session, Rejection reason, String detail) {
        rejections.add(reason);
    }

    @Override
    public void intervened() {
        interventions++;
    }
}
