package io.teleloop.augmentation.visual;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may look different; the seed decides how. Within an episode a thing looks the same all the time.
///
/// ```json
/// {"retexture": ["peg", "hole"], "background": true, "distractors": 3, "lighting": 0.25, "cameraTurn": 1.5}
/// ```
///
/// @param retexture names of tracked objects, or `robot`, that get another surface; shading stays
/// @param background whether table, floor and walls get another surface
/// @param distractors number of things put on the table, 0 to 3, where neither robot nor objects ever are
/// @param lighting largest change of brightness and of each colour's share, 0 to 0.9
/// @param cameraTurn largest turn of each camera about each of its axes, degrees, 0 to 5
/// @param inpaint what a network paints anew before all else; null for nothing
/// @param tableHeight where distractors stand, base frame (m)
@JsonPropertyOrder(alphabetic = true)
public record VisualRecipe(
        @JsonProperty List<String> retexture,
        @JsonProperty boolean background,
        @JsonProperty int distractors,
        @JsonProperty double lighting,
        @JsonProperty double cameraTurn,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty @Nullable
        Inpainting inpaint,

        @JsonProperty double tableHeight) {
    /// Everything a little, on the table of the simulated tasks.
    public static final VisualRecipe DEFAULT = new VisualRecipe(List.of(), true, 2, 0.25, 1, null, 0.1);

    /// @param what names of tracked objects, `robot` or `background`
    /// @param model path of an ONNX file, see [InpaintingNetwork]
    /// @param sha256 of that file
    @JsonPropertyOrder(alphabetic = true)
    public record Inpainting(
            @JsonProperty(required = true) List<String> what,
            @JsonProperty(required = true) String model,
            @JsonProperty(required = true) String sha256) {
        public Inpainting {
            what = List.copyOf(what);
        }
    }

    private static final int MOST_DISTRACTORS = 3;
    private static final double MOST_LIGHTING = 0.9;
    private static final double MOST_TURN = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    public VisualRecipe {
        retexture = List.copyOf(retexture);
        if (distractors < 0 || distractors > MOST_DISTRACTORS) {
            throw new IllegalArgumentException(
                    "there are " + distractors + " distractors, there must be 0 to " + MOST_DISTRACTORS);
        }
        if (!(lighting >= 0 && lighting <= MOST_LIGHTING)) {
            throw new IllegalArgumentException(
                    "the lighting changes by " + lighting + ", it must be 0 to " + MOST_LIGHTING);
        }
        if (!(cameraTurn >= 0 && cameraTurn <= MOST_TURN)) {
            throw new IllegalArgumentException(
                    "cameras turn by " + cameraTurn + " degrees, it must be 0 to " + MOST_TURN);
        }
    }

    /// @throws IllegalArgumentException when the recipe's network cannot be used
    public void checkNetwork() {
        InpaintingNetwork network = network();
        if (network != null) {
            network.close();
        }
    }

    /// Loads the recipe's network; null when it has none.
    @Nullable
    InpaintingNetwork network() {
        return inpaint == null ? null : InpaintingNetwork.load(Path.of(inpaint.model()), inpaint.sha256());
    }

    /// As in a provenance: the same recipe gives the same text.
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recipe always has a JSON form", e);
        }
    }
}
