package io.teleloop.contract;

/// The Kafka consumer groups: whoever scales or watches a service asks for its lag by these names.
public final class ConsumerGroups {
    /// Recorders share [Topics#SAMPLES].
    public static final String RECORDER = "recorder";
    /// Labelers read [Topics#EPISODES].
    public static final String LABELER = "labeler";

    /// Catalogues share [Topics#EPISODES].
    public static final String CATALOGUE = "catalogue";

    /// Augmenters share [Topics#EPISODES].
    public static final String AUGMENTER = "augmenter";

    private static final String TRAINER = "trainer-";

    private ConsumerGroups() {}

    /// The workers of a policy id, of which one leads.
    public static String trainer(String policyId) {
        return TRAINER + policyId;
    }
}
