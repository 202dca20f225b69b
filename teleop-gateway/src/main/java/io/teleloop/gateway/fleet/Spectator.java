package io.teleloop.gateway.fleet;

import io.vertx.core.json.JsonObject;
import java.util.OptionalDouble;

/// An operator's session as its robot sees it. Everything is called on the robot's context.
public interface Spectator {
    /// Of this session alone.
    String id();

    String operator();

    /// A message of the operator protocol's control channel.
    void tell(JsonObject message);

    /// Like `tell`, but may be left out while the operator's network is full.
    void tellIfRoom(JsonObject message);

    void observation(byte[] packet);

    void tactile(byte[] packet);

    /// The larger of round trip and age of the picture as the client measured them lately, ms; empty when unknown.
    OptionalDouble delayMs(long nowNs);

    /// The robot is another one now: the session ends.
    void dismiss(String reason);
}
