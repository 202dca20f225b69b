package io.teleloop.gateway.robotlink;

import io.teleloop.contract.v1.ResetDone;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.RobotMode;
import io.teleloop.gateway.observation.Reception;
import io.vertx.core.Context;

/// Where a robot's link leads to. Everything is called on its context.
public interface RobotPort {
    /// The context that everything of this robot runs on.
    Context context();

    /// A robot has said hello: the port welcomes or refuses it by the link.
    void attach(RobotLink link, RobotDescription description);

    /// Whether the link is the one that was welcomed.
    boolean serves(RobotLink link);

    void sample(Reception sample);

    /// Readings of a stream were lost on the way.
    void lost(String stream, long missing);

    void resetDone(ResetDone done);

    void mode(RobotMode mode);

    /// The link is over.
    void detach(RobotLink link, String reason);
}
