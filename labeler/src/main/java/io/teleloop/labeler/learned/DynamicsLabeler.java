package io.teleloop.labeler.learned;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.storage.LabelDocument.Series;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ModelCard;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Labels;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.learning.algorithm.InverseDynamics;
import io.teleloop.learning.algorithm.InverseDynamics.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Actions for episodes that tell none, each with its standard deviation, in physical units; of other episodes
/// it says nothing.
public final class DynamicsLabeler implements Labeler {
    private static final String DEVIATION = ".deviation";

    private final ModelCard card;
    private final ActionSpec action;
    private final InverseDynamics model;

    DynamicsLabeler(ModelCard card, InverseDynamics model) {
        this.card = card;
        this.action = Objects.requireNonNull(card.action(), () -> "model " + card.name() + " tells no action");
        this.model = model;
    }

    @Override
    public String name() {
        return card.modelId();
    }

    @Override
    public int version() {
        return card.modelVersion();
    }

    @Override
    public boolean concerns(Manifest episode) {
        return card.fits(episode);
    }

    @Override
    public Labels label(EpisodeView episode) {
        if (episode.steps().stream().anyMatch(step -> step.getExecutedActionCount() > 0)) {
            return Labels.of(List.of());
        }
        List<List<Double>> rows = new ArrayList<>();
        for (Prediction prediction :
                model.predict(DynamicsTraining.moments(Observations.of(episode, card.observation())))) {
            rows.add(row(prediction));
        }
        List<String> columns = new ArrayList<>();
        action.dimensions().forEach(dimension -> columns.add(dimension.name()));
        action.dimensions().forEach(dimension -> columns.add(dimension.name() + DEVIATION));
        return new Labels(List.of(), List.of(new Series(LabelNames.ACTION, columns, rows)));
    }

    private List<Double> row(Prediction prediction) {
        List<Double> row = new ArrayList<>();
        for (int i = 0; i < action.size(); i++) {
            row.add(action.dimensions().get(i).physical(prediction.mean()[i]));
        }
        for (int i = 0; i < action.size(); i++) {
            ActionSpec.Dimension dimension = action.dimensions().get(i);
            row.add(0.5
                    * (dimension.maximum() - dimension.minimum())
                    * prediction.deviation()[i]);
        }
        return row;
    }
}
