package io.teleloop.augmentation.demonstration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.teleloop.sim.task.ResetRange;
import java.util.Optional;
import java.util.regex.Pattern;

/// What decides what a [DemonstrationGenerator] makes, besides sources and seed.
///
/// @param range of the start states
/// @param selection of the source of each subtask
/// @param actionNoise standard deviation of what is added to each velocity, as a share of its limit
/// @param interpolationSteps fewest control ticks from where the gripper is to where a segment begins; more when it
///     would have to hurry
/// @param cuts where demonstrations are cut into subtasks: [#EVENTS], or a labeler with its version that has labelled
///     them, as in `phases@1`
/// @param cameras whether the episodes have pictures
@JsonPropertyOrder(alphabetic = true)
public record GeneratorParameters(
        @JsonProperty ResetRange range,
        @JsonProperty SegmentSelection selection,
        @JsonProperty double actionNoise,
        @JsonProperty int interpolationSteps,
        @JsonProperty String cuts,
        @JsonProperty boolean cameras) {
    /// At events of gripper and contact.
    public static final String EVENTS = "events";

    /// MimicGen's numbers, in the task's own start states, with pictures.
    public static final GeneratorParameters DEFAULT =
            new GeneratorParameters(ResetRange.D0, SegmentSelection.NEAREST_OBJECT, 0.05, 5, EVENTS, true);

    private static final Pattern LABELER = Pattern.compile("[a-z0-9-]+@\\d+");
    private static final ObjectMapper JSON = new ObjectMapper();

    public GeneratorParameters {
        if (!(actionNoise >= 0 && actionNoise <= 1)) {
            throw new IllegalArgumentException("the action noise is " + actionNoise + ", it must be from 0 to 1");
        }
        if (interpolationSteps < 1 || interpolationSteps > 1000) {
            throw new IllegalArgumentException(
                    "there are " + interpolationSteps + " interpolation steps, there must be 1 to 1000");
        }
        if (!cuts.equals(EVENTS) && !LABELER.matcher(cuts).matches()) {
            throw new IllegalArgumentException("cuts are '" + cuts + "', they must be " + EVENTS
                    + ", or a labeler with its version as in phases@1");
        }
    }

    public GeneratorParameters withCameras(boolean wanted) {
        return new GeneratorParameters(range, selection, actionNoise, interpolationSteps, cuts, wanted);
    }

    /// The labeler whose phases say where demonstrations are cut, as in `phases@1`; empty when events do.
    public Optional<String> labeler() {
        return cuts.equals(EVENTS) ? Optional.empty() : Optional.of(cuts);
    }

    public GeneratorParameters withRange(ResetRange wanted) {
        return new GeneratorParameters(wanted, selection, actionNoise, interpolationSteps, cuts, cameras);
    }

    /// As in a provenance: the same parameters give the same text.
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters always have a JSON form", e);
        }
    }
}
