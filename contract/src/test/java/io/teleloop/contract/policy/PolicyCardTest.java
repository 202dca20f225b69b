package io.teleloop.contract.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyCardTest {
    private static final PolicyCard CARD = new PolicyCard(
            PolicyCard.FORMAT,
            "peg-insertion-hil-serl",
            7,
            "hil-serl",
            "peg-insertion",
            1,
            20,
            new ObservationSpec(List.of(
                    new Feature.Values("force", "N", "wrench", 0, 3),
                    new Feature.Rotation("turn", "tcp", 3),
                    new Feature.Offset("peg", "objects", 0, "tcp", 0),
                    new Feature.Nearness("near", "objects", 0, "tcp", 0, 0.005),
                    new Feature.Tactile("touch", "tactile.left", 7, 9, 2, 1))),
            new ActionSpec(
                    List.of(new ActionSpec.Dimension("linear.x", "m/s", -0.1, 0.1)),
                    List.of(new ActionSpec.Held("gripper", "m", 0))),
            new PolicyCard.Model("policies/p/7/policy.onnx", "ab", 3, 8, 4, 8, true),
            new PolicyCard.Base("peg-insertion-bc", 1, "policies/b/1/card.json", "cd", 0.1),
            new PolicyCard.Training(100, 20, 50, Map.of(0, 12L, 3, 7L)),
            Map.of(TrainingMetrics.SUCCESS_RATE, 0.5));

    @Test
    void aCardShouldSurviveItsJson() throws IOException {
        assertThat(PolicyCard.parse(CARD.toJson())).isEqualTo(CARD);
    }

    @Test
    void theSameCardShouldGiveTheSameBytes() throws IOException {
        assertThat(PolicyCard.parse(CARD.toJson()).toJson()).isEqualTo(CARD.toJson());
    }

    @Test
    void anotherFormatShouldBeRefused() {
        byte[] later = new String(CARD.toJson(), StandardCharsets.UTF_8)
                .replace("\"format\" : " + PolicyCard.FORMAT, "\"format\" : 99")
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PolicyCard.parse(later))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 99");
    }

    @Test
    void aBadIdShouldBeRefused() {
        String json = new String(CARD.toJson(), StandardCharsets.UTF_8).replace("peg-insertion-hil-serl", "../up");

        assertThatThrownBy(() -> PolicyCard.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../up");
    }
}
