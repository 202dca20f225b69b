package io.teleloop.gateway.fleet;

import io.teleloop.gateway.control.ControlLoop;
import io.teleloop.gateway.control.ControlState;
import io.teleloop.gateway.control.Lease;
import io.teleloop.gateway.stream.StreamState;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Composes the operator protocol's `state` message of one robot.
final class StateMessage {
    private final FleetContext fleet;
    private final LinkOutput output;
    private final ControlLoop control;
    private final Recording recording;
    private final Autonomy autonomy;

    StateMessage(FleetContext fleet, LinkOutput output, ControlLoop control, Recording recording, Autonomy autonomy) {
        this.fleet = fleet;
        this.output = output;
        this.control = control;
        this.recording = recording;
        this.autonomy = autonomy;
    }

    /// @param spectator whom it is for
    /// @param delay with which the driver sees the robot
    /// @param video rates of the cameras
    JsonObject to(Spectator spectator, DriverDelay delay, JsonObject video, long nowNs) {
        JsonObject rejected = new JsonObject();
        control.rejections().forEach((reason, count) -> rejected.put(reason.label(), count));
        StreamState stream = fleet.stream().get();
        return new JsonObject()
                .put("type", "state")
                .put("robotConnected", output.isConnected())
                .put("control", control.state().label())
                .put("reason", reason(delay))
                .put(
                        "lease",
                        control.lease()
                                .map(lease -> lease(lease, spectator, nowNs))
                                .orElse(null))
                .put("autonomy", autonomy.state(nowNs))
                .put("recording", recording.state())
                .put("stream", stream.up() ? "up" : "away")
                .put("spoolBytes", stream.spoolBytes())
                .put("rejected", rejected)
                .put("video", video)
                .put(
                        "velocityScale",
                        isPolicysTurn() ? 1 : fleet.control().velocityScale().at(delay.ms()));
    }

    /// How late an operator sees the robot does not matter to a policy.
    private boolean isPolicysTurn() {
        return control.state() instanceof ControlState.Autonomous || control.state() instanceof ControlState.Waiting;
    }

    /// Why the robot does not follow, or not at full speed.
    private String reason(DriverDelay delay) {
        if (isPolicysTurn()) {
            return control.state().reason();
        }
        return Stream.of(control.state().reason(), delay.reason())
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static JsonObject lease(Lease lease, Spectator spectator, long nowNs) {
        return new JsonObject()
                .put("operator", lease.operator())
                .put("epoch", lease.epoch())
                .put("mine", lease.isHeldBy(spectator.id()))
                .put("expiresInMs", Math.max(0, (lease.expiresAtNs() - nowNs) / 1_000_000));
    }
}
