package io.teleloop.labeler.motion;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Labels;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What was to be done, what the operator said on the way, and how the tool moves, in words: language motions as in
/// RT-H (Belkhale et al. 2024, "RT-H: Action Hierarchies Using Language"). Windows in which it moves alike are one
/// span.
public final class MotionLabeler implements Labeler {
    @Override
    public String name() {
        return "motions";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Labels label(EpisodeView episode) {
        List<Label> labels = new ArrayList<>();
        if (!episode.manifest().instruction().isBlank()) {
            labels.add(Label.whole(
                    LabelNames.INSTRUCTION, episode.manifest().instruction().strip()));
        }
        labels.addAll(Words.of(episode));
        Movements.of(episode).ifPresent(movements -> {
            int window = movements.window();
            String[] words = new String[episode.size()];
            for (int from = 0, to; from < words.length; from = to) {
                // In what is left behind the last whole window hardly anything moves: it belongs to that one.
                to = words.length - from < 2 * window ? words.length : from + window;
                String said =
                        movements.between(from, Math.min(to, words.length - 1)).words();
                Arrays.fill(words, from, to, said);
            }
            for (Run<String> run : Run.of(words.length, step -> words[step])) {
                labels.add(run.label(LabelNames.MOTION, run.value(), episode));
            }
        });
        return Labels.of(labels);
    }
}
