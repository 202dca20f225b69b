package io.teleloop.labeler.episode;

import io.teleloop.contract.storage.LabelDocument.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// Neighbouring control steps of which the same holds.
///
/// @param from first step
/// @param to the step behind the last one
public record Run<T>(T value, int from, int to) {
    public int length() {
        return to - from;
    }

    /// Cuts steps 0 to `size` into the longest runs of equal values.
    public static <T> List<Run<T>> of(int size, IntFunction<T> value) {
        List<Run<T>> runs = new ArrayList<>();
        int from = 0;
        for (int step = 1; step <= size; step++) {
            T here = value.apply(from);
            if (step == size || !Objects.equals(here, value.apply(step))) {
                runs.add(new Run<>(here, from, step));
                from = step;
            }
        }
        return runs;
    }

    /// A label about this span of an episode.
    public Label label(String name, String said, EpisodeView episode) {
        return Label.span(name, said, episode.timeNs(from), episode.timeNs(to));
    }
}
