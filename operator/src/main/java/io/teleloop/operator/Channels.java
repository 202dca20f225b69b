package io.teleloop.operator;

import io.teleloop.webrtc.ChannelSpec;
import io.teleloop.webrtc.ChannelSpec.Reliability;
import java.util.List;

/// The four data channels of the operator protocol, as the operator sees them.
final class Channels {
    static final String CONTROL = "control";
    static final String COMMAND = "command";
    static final String OBSERVATION = "observation";
    static final String TACTILE = "tactile";

    static final List<ChannelSpec> ALL = List.of(
            new ChannelSpec(CONTROL, Reliability.RELIABLE, 256 * 1024, 256 * 1024),
            // A command that had to wait behind this many others would be refused as stale anyway.
            new ChannelSpec(COMMAND, Reliability.NEWEST_MATTERS, 1024, 8 * 1024),
            new ChannelSpec(OBSERVATION, Reliability.NEWEST_MATTERS, 16 * 1024, 1024),
            new ChannelSpec(TACTILE, Reliability.NEWEST_MATTERS, 64 * 1024, 1024));

    private Channels() {}
}
