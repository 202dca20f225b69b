package io.teleloop.gateway.observation;

import io.teleloop.contract.v1.Reading;
import java.util.Optional;

/// What is seen of one stream at a tick.
///
/// @param reading without the sequence number, which is an episode's
/// @param sample that it was read from; empty when there is none. A camera's picture is in it.
public record SeenStream(Reading reading, Optional<Reception> sample) {}
