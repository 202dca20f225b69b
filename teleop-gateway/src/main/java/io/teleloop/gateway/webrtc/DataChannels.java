package io.teleloop.gateway.webrtc;

import io.teleloop.webrtc.ChannelSpec;
import io.teleloop.webrtc.ChannelSpec.Reliability;
import java.util.List;

/// The four data channels of the operator protocol, as the gateway sees them.
final class DataChannels {
    static final ChannelSpec CONTROL = new ChannelSpec("control", Reliability.RELIABLE, 64 * 1024, 1024 * 1024);
    static final ChannelSpec COMMAND = new ChannelSpec("command", Reliability.NEWEST_MATTERS, 1024, 1024);
    /// Some 50 packets: more that waited would only show the past.
    static final ChannelSpec OBSERVATION = new ChannelSpec("observation", Reliability.NEWEST_MATTERS, 1024, 32 * 1024);
    static final ChannelSpec TACTILE = new ChannelSpec("tactile", Reliability.NEWEST_MATTERS, 1024, 64 * 1024);
    static final List<ChannelSpec> ALL = List.of(CONTROL, COMMAND, OBSERVATION, TACTILE);

    private DataChannels() {}
}
