package io.teleloop.operator;

import java.util.Map;

/// What a session measured so far.
///
/// @param commandsSent packets handed to the network
/// @param commandsUnsent packets that found no open channel or no room
/// @param observations packets received
/// @param observationsLost sequence numbers that never came, or came after a newer one
/// @param tactileFields packets received
/// @param malformedPackets packets that the client could not read
/// @param commandRoundTrip from sending a command to the first observation that says it was accepted, without the
///     time that it had lain at the gateway
/// @param clockRoundTrip of the clock exchange on the reliable channel
/// @param clockOffsetMs gateway clock minus client clock; NaN before the first exchange
/// @param clockErrorMs bound on the offset's error
/// @param video by camera name
public record OperatorStatistics(
        long commandsSent,
        long commandsUnsent,
        long observations,
        long observationsLost,
        long tactileFields,
        long malformedPackets,
        LatencySummary commandRoundTrip,
        LatencySummary clockRoundTrip,
        double clockOffsetMs,
        double clockErrorMs,
        Map<String, VideoStatistics> video) {
    public OperatorStatistics {
        video = Map.copyOf(video);
    }

    /// @throws IllegalArgumentException when the robot has no such camera
    public VideoStatistics camera(String name) {
        VideoStatistics statistics = video.get(name);
        if (statistics == null) {
            throw new IllegalArgumentException("no camera '" + name + "'; the robot has " + video.keySet());
        }
        return statistics;
    }

    /// One camera as it arrived.
    ///
    /// @param frames decoded
    /// @param framesPerSecond over the last seconds
    /// @param unreadableTimeCodes frames whose time code was damaged or missing
    /// @param glassToGlass from the camera's capture time to the decoded frame
    public record VideoStatistics(
            long frames, double framesPerSecond, long unreadableTimeCodes, LatencySummary glassToGlass) {}
}
