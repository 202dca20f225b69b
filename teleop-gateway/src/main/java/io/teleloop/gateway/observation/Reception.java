package io.teleloop.gateway.observation;

import com.google.protobuf.ByteString;

/// One sample as it came over the robot link, on the gateway's clock.
///
/// @param stream its name
/// @param captureTimeNs when it was sensed
/// @param receiveTimeNs when the gateway got it
/// @param clockErrorNs bound on the error of the capture time
/// @param data message of the stream's schema
public record Reception(String stream, long captureTimeNs, long receiveTimeNs, long clockErrorNs, ByteString data) {}
