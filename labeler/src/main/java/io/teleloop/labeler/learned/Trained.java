package io.teleloop.labeler.learned;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.learning.tensor.Safetensors;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model that is not published yet.
///
/// @param kind what it tells
/// @param action null when it tells no action
/// @param learnedFrom ids of episodes
/// @param heldOut ids of episodes
public record Trained(
        String kind,
        String task,
        double controlRateHz,
        ObservationSpec observation,
        @Nullable ActionSpec action,
        Safetensors weights,
        List<String> learnedFrom,
        List<String> heldOut,
        Map<String, Double> metrics) {}
