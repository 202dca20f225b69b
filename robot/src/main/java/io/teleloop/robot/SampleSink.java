package io.teleloop.robot;

import com.google.protobuf.ByteString;

/// Where a robot's readings go. Never blocks.
@FunctionalInterface
public interface SampleSink {
    /// @param stream a name from the robot's description
    /// @param captureTimeNs when it was sensed, on the robot's clock (nanoseconds since the epoch, steadily rising)
    /// @param data a message of the stream's schema
    void publish(String stream, long captureTimeNs, ByteString data);
}
