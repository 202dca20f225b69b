package io.teleloop.labeler.outcome;

import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Labels;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.StreamValues;
import java.util.List;

/// How the episode ended. Where the task itself can tell (the last step ends it with its reward, or its status is
/// success), the task is right; else it is what was said when the episode was closed.
public final class OutcomeLabeler implements Labeler {
    @Override
    public String name() {
        return "outcome";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Labels label(EpisodeView episode) {
        return Labels.of(List.of(Label.whole(LabelNames.OUTCOME, outcome(episode))));
    }

    private static String outcome(EpisodeView episode) {
        if (episode.size() > 0) {
            Step last = episode.steps().getLast();
            if (last.getTerminated()) {
                return last.getReward() > 0 ? LabelNames.SUCCESS : LabelNames.FAILURE;
            }
            if (succeededByStatus(episode)) {
                return LabelNames.SUCCESS;
            }
        }
        return switch (episode.manifest().outcome()) {
            case LabelNames.SUCCESS -> LabelNames.SUCCESS;
            case LabelNames.FAILURE -> LabelNames.FAILURE;
            default -> LabelNames.UNKNOWN;
        };
    }

    private static boolean succeededByStatus(EpisodeView episode) {
        return StreamValues.of(episode, Streams.TASK, 1)
                .map(status -> status.at(episode.size() - 1, 0) > 0)
                .orElse(false);
    }
}
