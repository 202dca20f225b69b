package io.teleloop.contract.storage;

/// Names inside an episode's MCAP file. Log times are receive times, publish times are capture times, sequence numbers
/// are the low 32 bits of the stream's.
///
/// | what | where |
/// |---|---|
/// | a stream | the channel on `Streams.topic(stream)`, encoding protobuf; its metadata has `stream` |
/// | losses of all streams | channel [#GAPS], schema `teleloop.v1.Sample` with its `gap` |
/// | the robot's description | attachment [#ROBOT_DESCRIPTION], protobuf as JSON |
/// | task, operator, outcome, rates, clock errors | metadata [#METADATA] |
public final class EpisodeLayout {
    public static final String GAPS = "/gaps";
    public static final String ROBOT_DESCRIPTION = "robot-description.json";
    public static final String METADATA = "teleloop.episode";

    private EpisodeLayout() {}
}
