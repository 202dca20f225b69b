package io.teleloop.labeler.learned;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ModelCard;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Labels;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.learning.algorithm.RewardClassifier;
import java.util.List;
import java.util.Map;

/// Whether an episode succeeded, as a learned classifier sees it: it did when any of its steps looks like success.
/// Of an episode in which nothing was sensed it says nothing.
public final class SuccessLabeler implements Labeler {
    private final ModelCard card;
    private final RewardClassifier classifier;

    SuccessLabeler(ModelCard card, RewardClassifier classifier) {
        this.card = card;
        this.classifier = classifier;
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
        List<float[]> observations = Observations.of(episode, card.observation());
        if (observations.isEmpty()) {
            return Labels.of(List.of());
        }
        double most = 0;
        for (float[] observation : observations) {
            most = Math.max(most, classifier.probability(observation));
        }
        double threshold = classifier.threshold();
        return Labels.of(List.of(Label.scored(
                LabelNames.PREDICTED_OUTCOME,
                most >= threshold ? LabelNames.SUCCESS : LabelNames.FAILURE,
                most,
                Map.of("threshold", threshold, "model-version", (double) card.modelVersion()))));
    }
}
