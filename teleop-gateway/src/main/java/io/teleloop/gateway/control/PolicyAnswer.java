package io.teleloop.gateway.control;

/// What a policy says when it is asked at a control tick.
public sealed interface PolicyAnswer {

    /// It decided.
    record Decided(PolicyAction action) implements PolicyAnswer {}

    /// It cannot decide now but will by itself: what it needs to see is missing.
    record NotNow(String why) implements PolicyAnswer {}

    /// It must not drive.
    record Refused(String why) implements PolicyAnswer {}
}
