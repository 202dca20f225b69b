package io.teleloop.labeler.phase;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.v1.Actor;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Run;
import java.util.ArrayList;
import java.util.List;

/// Who acted when, and the interventions by their numbers, as the steps tell it.
final class Actors {
    private Actors() {}

    static List<Label> labels(EpisodeView episode) {
        List<Label> labels = new ArrayList<>();
        for (Run<String> run : Run.of(episode.size(), step -> who(episode, step))) {
            labels.add(run.label(LabelNames.ACTOR, run.value(), episode));
        }
        for (Run<Integer> run :
                Run.of(episode.size(), step -> episode.steps().get(step).getInterventionId())) {
            if (run.value() > 0) {
                labels.add(run.label(LabelNames.INTERVENTION, run.value().toString(), episode));
            }
        }
        return labels;
    }

    private static String who(EpisodeView episode, int step) {
        Actor actor = episode.steps().get(step).getActor();
        return switch (actor.getKind()) {
            case OPERATOR -> LabelNames.OPERATOR + actor.getId();
            case POLICY -> LabelNames.POLICY + actor.getId();
            case NOBODY, KIND_UNSPECIFIED, UNRECOGNIZED -> LabelNames.NOBODY;
        };
    }
}
