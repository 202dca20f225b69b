package io.teleloop.learning.algorithm;

import java.util.List;

/// The numbers of learning by imitation.
///
/// @param hidden sizes of the hidden layers
/// @param layerNorm of the hidden layers
/// @param learningRate of Adam
/// @param weightDecay decoupled (AdamW), 0 = none
/// @param batchSize observations of an update
/// @param epochs how often each observation is learned from, on average, before there must be new ones
/// @param capacity observations that are kept, the newest
/// @param heldOutEvery of so many demonstrations one is not learned from but measured on; 0 = none
/// @param averageRate share of the newest weights in the running average that is exported, in the long run
public record ImitationConfig(
        List<Integer> hidden,
        boolean layerNorm,
        double learningRate,
        double weightDecay,
        int batchSize,
        double epochs,
        int capacity,
        int heldOutEvery,
        double averageRate) {

    public static final ImitationConfig DEFAULT =
            new ImitationConfig(List.of(256, 256, 256), true, 1e-3, 1e-4, 256, 1000, 500_000, 10, 0.005);

    public ImitationConfig {
        hidden = List.copyOf(hidden);
        if (hidden.isEmpty() || batchSize < 1 || heldOutEvery < 0 || heldOutEvery == 1) {
            throw new IllegalArgumentException("imitation needs a hidden layer, a batch, and demonstrations that are"
                    + " not held out; given were hidden layers " + hidden + ", batch size " + batchSize
                    + ", one demonstration in " + heldOutEvery + " held out");
        }
    }
}
