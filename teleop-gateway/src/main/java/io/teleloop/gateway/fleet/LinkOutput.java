package io.teleloop.gateway.fleet;

import io.teleloop.contract.v1.ClearStop;
import io.teleloop.contract.v1.GatewayFrame;
import io.teleloop.contract.v1.Hold;
import io.teleloop.contract.v1.Reset;
import io.teleloop.contract.v1.Stop;
import io.teleloop.contract.v1.Target;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.control.RobotOutput;
import io.teleloop.gateway.control.ShapedTarget;
import io.teleloop.gateway.robotlink.RobotLink;
import org.jspecify.annotations.Nullable;

/// Sends what the control loop decides over the link that is open now.
final class LinkOutput implements RobotOutput {
    private final GatewayClock clock;
    private @Nullable RobotLink link;

    LinkOutput(GatewayClock clock) {
        this.clock = clock;
    }

    void connect(RobotLink opened) {
        link = opened;
    }

    void disconnect() {
        link = null;
    }

    boolean isConnected() {
        return link != null;
    }

    boolean serves(RobotLink candidate) {
        return candidate.equals(link);
    }

    void close(String reason) {
        RobotLink open = link;
        if (open != null) {
            open.close(reason);
        }
    }

    void refuse(io.teleloop.gateway.problem.Problem problem) {
        RobotLink open = link;
        if (open != null) {
            open.refuse(problem);
        }
    }

    @Override
    public void target(long epoch, long sequence, ShapedTarget target) {
        RobotLink open = link;
        if (open != null) {
            open.target(Target.newBuilder()
                    .setEpoch(epoch)
                    .setSequence(sequence)
                    .setSentTimeNs(clock.nowNs())
                    .setEngage(target.first())
                    .setPose(target.pose().toMessage())
                    .setLinear(target.linear().toMessage())
                    .setAngular(target.angular().toMessage())
                    .setGripperOpening(target.gripper())
                    .build());
        }
    }

    @Override
    public void hold(String reason) {
        send(GatewayFrame.newBuilder()
                .setHold(Hold.newBuilder().setReason(reason))
                .build());
    }

    @Override
    public void stop(String reason) {
        send(GatewayFrame.newBuilder()
                .setStop(Stop.newBuilder().setReason(reason))
                .build());
    }

    @Override
    public void clearStop() {
        send(GatewayFrame.newBuilder()
                .setClearStop(ClearStop.getDefaultInstance())
                .build());
    }

    void reset(long requestId, long seed) {
        send(GatewayFrame.newBuilder()
                .setReset(Reset.newBuilder().setRequestId(requestId).setSeed(seed))
                .build());
    }

    private void send(GatewayFrame frame) {
        RobotLink open = link;
        if (open != null) {
            open.send(frame);
        }
    }
}
