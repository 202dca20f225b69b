package io.teleloop.labeler.phase;

import io.teleloop.labeler.episode.Run;

/// Takes what is too short to mean anything out of what was seen step by step.
final class Smoothing {
    private Smoothing() {}

    /// First what is false for fewer than `gap` steps between two true ones becomes true, then what is true for
    /// fewer than `blip` steps becomes false. What touches an end of the episode may have lasted longer than is
    /// seen: it stays.
    static boolean[] of(boolean[] seen, int gap, int blip) {
        return without(true, without(false, seen, gap), blip);
    }

    private static boolean[] without(boolean value, boolean[] seen, int shortest) {
        boolean[] smooth = seen.clone();
        for (Run<Boolean> run : Run.of(seen.length, step -> seen[step])) {
            boolean inside = run.from() > 0 && run.to() < seen.length;
            if (run.value() == value && run.length() < shortest && inside) {
                for (int step = run.from(); step < run.to(); step++) {
                    smooth[step] = !value;
                }
            }
        }
        return smooth;
    }
}
