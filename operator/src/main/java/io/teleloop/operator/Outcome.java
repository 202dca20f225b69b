package io.teleloop.operator;

/// How a demonstration ended, as the operator judges it.
public enum Outcome {
    SUCCESS("success"),
    FAILURE("failure"),
    UNKNOWN("unknown"),
    /// Not to be stored.
    DISCARD("discard");

    private final String wireName;

    Outcome(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
