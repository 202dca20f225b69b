package io.teleloop.gateway.observation;

import io.teleloop.contract.v1.StreamDescription;
import java.util.Optional;

/// What is seen of one stream at a tick.
///
/// @param sample the newest that is not later than the tick; empty when there is none. A camera's picture is in it.
/// @param ageNs tick time minus capture time; 0 without a sample
/// @param gap true when there is no sample, or it is older than the stream's tolerance, or damaged
/// @param values the sample as numbers, in the layout of the stream's feature; empty for cameras and without a sample
public record StreamReading(
        StreamDescription stream, Optional<Reception> sample, long ageNs, boolean gap, float[] values) {}
