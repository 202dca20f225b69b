package io.teleloop.labeler.phase;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Labels;
import io.teleloop.labeler.episode.EpisodeView;
import java.util.ArrayList;
import java.util.List;

/// Who acted when, and the subtasks that the episode is made of. Spans begin and end at control ticks, which are
/// capture times, and those of one name never overlap.
public final class PhaseLabeler implements Labeler {
    @Override
    public String name() {
        return "phases";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Labels label(EpisodeView episode) {
        List<Label> labels = new ArrayList<>(Actors.labels(episode));
        if (episode.size() > 0) {
            labels.addAll(Subtasks.labels(episode));
        }
        return Labels.of(labels);
    }
}
