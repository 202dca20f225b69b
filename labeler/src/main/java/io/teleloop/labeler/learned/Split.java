package io.teleloop.labeler.learned;

import java.util.ArrayList;
import java.util.List;

/// Episodes to learn from, and those that are held out to measure on: every fourth of each outcome, in the
/// order of their ids.
record Split(List<Example> learned, List<Example> heldOut) {
    private static final int HELD_OUT_EVERY = 4;

    static Split of(List<Example> examples) {
        List<Example> learned = new ArrayList<>();
        List<Example> heldOut = new ArrayList<>();
        int[] seen = new int[2];
        for (Example example : examples) {
            int outcome = example.succeeded() ? 1 : 0;
            boolean held = seen[outcome]++ % HELD_OUT_EVERY == HELD_OUT_EVERY - 1;
            (held ? heldOut : learned).add(example);
        }
        return new Split(learned, heldOut);
    }

    static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::episodeId).toList();
    }
}
