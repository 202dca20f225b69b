package io.teleloop.gateway.observation;

import io.teleloop.contract.v1.Reading;
import java.util.List;

/// What is seen of a robot at one control tick. Whoever acts at the tick and whoever records it use the same one.
///
/// @param tickTimeNs gateway clock
/// @param streams one for each stream, in the order of the robot's description
public record Observation(long tickTimeNs, List<SeenStream> streams) {

    /// As a policy's observation is computed from; without sequence numbers, which are an episode's.
    public List<Reading> readings() {
        return streams.stream().map(SeenStream::reading).toList();
    }
}
