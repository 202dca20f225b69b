package io.teleloop.gateway.fleet;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The sessions that watch one robot, one of which may drive it. Bounded; not thread-safe.
final class Audience {
    private final int most;
    private final List<Spectator> spectators = new ArrayList<>();

    Audience(int most) {
        this.most = most;
    }

    /// False when there are too many.
    boolean join(Spectator spectator) {
        return spectators.size() < most && spectators.add(spectator);
    }

    boolean leave(Spectator spectator) {
        return spectators.remove(spectator);
    }

    int size() {
        return spectators.size();
    }

    boolean isEmpty() {
        return spectators.isEmpty();
    }

    Optional<Spectator> find(String session) {
        return spectators.stream()
                .filter(spectator -> spectator.id().equals(session))
                .findFirst();
    }

    void tellAll(JsonObject message) {
        // A session may leave while it is told.
        List.copyOf(spectators).forEach(spectator -> spectator.tell(message.copy()));
    }

    void tellEach(Function<Spectator, JsonObject> message) {
        List.copyOf(spectators).forEach(spectator -> spectator.tellIfRoom(message.apply(spectator)));
    }

    void observation(byte[] packet) {
        spectators.forEach(spectator -> spectator.observation(packet));
    }

    void tactile(byte[] packet) {
        spectators.forEach(spectator -> spectator.tactile(packet));
    }

    void dismissAll(String reason) {
        List.copyOf(spectators).forEach(spectator -> spectator.dismiss(reason));
    }
}
