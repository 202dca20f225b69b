package io.teleloop.gateway.fleet;

import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.control.ControlSettings;
import io.teleloop.gateway.episode.OpenEpisodes;
import io.teleloop.gateway.episode.RecordSink;
import io.teleloop.gateway.policy.Policies;
import io.teleloop.gateway.stream.StreamState;
import io.teleloop.gateway.webrtc.WebRtcEngine;
import java.time.Duration;
import java.util.function.Supplier;

/// What all robots of a gateway share.
///
/// @param name of the gateway, for robots' logs
/// @param stream whether records reach Kafka now
/// @param mostSessions that may watch one robot
/// @param longestEpisode a longer one is closed by the gateway
public record FleetContext(
        String name,
        GatewayClock clock,
        ControlSettings control,
        RecordSink records,
        OpenEpisodes journal,
        Supplier<StreamState> stream,
        WebRtcEngine webRtc,
        Policies policies,
        Audit audit,
        FleetMetrics metrics,
        int mostSessions,
        Duration longestEpisode) {}
