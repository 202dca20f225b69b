package io.teleloop.trainer.publish;

/// Which published versions stay in the store.
///
/// @param newest how many of the newest; a robot may still run one of them
/// @param milestone of the older ones, every version that is a multiple of it
public record Retention(int newest, int milestone) {
    /// A gateway that follows a policy is never this far behind.
    public static final int FEWEST = 20;

    public Retention {
        if (newest < FEWEST || milestone < 1) {
            throw new IllegalArgumentException("at least " + FEWEST + " versions are kept and milestones are 1 apart or"
                    + " more, not " + newest + " and " + milestone);
        }
    }

    boolean keeps(long version, long newestVersion) {
        return version > newestVersion - newest || version % milestone == 0;
    }
}
