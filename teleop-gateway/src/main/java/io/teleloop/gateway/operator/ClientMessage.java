package io.teleloop.gateway.operator;

import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.gateway.control.Supervision;
import java.util.Optional;

/// What an operator's client may say: the JSON messages of the operator protocol, checked.
public sealed interface ClientMessage {
    record Join(String robot) implements ClientMessage {}

    record Answer(String sdp) implements ClientMessage {}

    record Ice(String candidate, String sdpMid, int sdpMLineIndex) implements ClientMessage {}

    record EStop() implements ClientMessage {}

    record EStopClear() implements ClientMessage {}

    /// @param t1 client clock, ms
    record Clock(double t1) implements ClientMessage {}

    /// @param offsetMs gateway clock minus client clock
    /// @param glassToGlassMs empty when the client shows no video
    record ClockReport(double offsetMs, double errorMs, double rttMs, Optional<Double> glassToGlassMs)
            implements ClientMessage {}

    record LeaseAcquire() implements ClientMessage {}

    record LeaseRenew() implements ClientMessage {}

    record LeaseRelease() implements ClientMessage {}

    /// @param version 0 follows the one that robots shall run
    /// @param onRelease what happens when an operator who took over lets go
    record AutonomyStart(String policy, long version, Supervision onRelease) implements ClientMessage {}

    record AutonomyStop() implements ClientMessage {}

    record EpisodeOpen() implements ClientMessage {}

    record EpisodeClose(Outcome outcome) implements ClientMessage {}

    /// @param text 1 to 200 characters
    record Say(Utterance.Kind kind, String text) implements ClientMessage {}

    record Reset(Optional<Long> seed) implements ClientMessage {}
}
