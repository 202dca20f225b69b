package io.teleloop.labeler.learned;

import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.episode.EpisodeView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What was observed at each step of an episode. Where a reading is missing, the observation before it stands.
final class Observations {
    private Observations() {}

    /// One a step; empty when no step has all readings.
    static List<float[]> of(EpisodeView episode, ObservationSpec spec) {
        ObservationReader reader = new ObservationReader(spec);
        List<float[]> observations = new ArrayList<>(episode.size());
        int before = 0;
        for (Step step : episode.steps()) {
            Optional<float[]> observation = reader.read(step.getObservationList());
            if (observation.isPresent()) {
                observations.add(observation.get());
            } else if (observations.isEmpty()) {
                before++;
            } else {
                observations.add(observations.getLast());
            }
        }
        if (!observations.isEmpty()) {
            observations.addAll(0, Collections.nCopies(before, observations.getFirst()));
        }
        return observations;
    }
}
