package io.teleloop.operator;

/// What happens when an operator who took over from a policy releases the deadman.
public enum OnRelease {
    /// The policy drives on.
    RESUME("resume"),
    /// The robot holds until the policy is started again.
    HOLD("hold");

    private final String wireName;

    OnRelease(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static OnRelease of(String wireName) {
        return wireName.equals(HOLD.wireName) ? HOLD : RESUME;
    }
}
