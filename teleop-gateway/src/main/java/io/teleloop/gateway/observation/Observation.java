package io.teleloop.gateway.observation;

import java.util.List;

/// What is seen of a robot at one control tick. Whoever acts at the tick and whoever records it use the same one.
///
/// @param tickTimeNs gateway clock
/// @param readings one for each stream, in the order of the robot's description
public record Observation(long tickTimeNs, List<StreamReading> readings) {}
