package io.teleloop.augmenter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.teleloop.service.ConfigurationException;
import org.junit.jupiter.api.Test;

class AugmentationPlanTest {
    @Test
    void aPlanShouldSayWhatIsMadeAndWhen() {
        AugmentationPlan plan = AugmentationPlan.parse("""
                [{"augmenter": "demonstration-generator", "group": "nightly", "variants": 5},
                 {"augmenter": "demonstration-generator", "group": "labelled", "variants": 1, "ofGenerated": true,
                  "parameters": {"cuts": "phases@1"}}]""");
        assertThat(plan.augmentations())
                .extracting(
                        PlannedAugmentation::group,
                        PlannedAugmentation::variants,
                        PlannedAugmentation::ofGenerated,
                        PlannedAugmentation::waitsFor)
                .containsExactly(tuple("nightly", 5, false, ""), tuple("labelled", 1, true, "phases@1"));
        assertThat(AugmentationPlan.parse("[]").augmentations()).isEmpty();
    }

    @Test
    void whatIsWrongShouldBeNamed() {
        assertThat(complaint("nothing")).contains("setting 'plan'");
        assertThat(complaint("[{\"augmenter\": \"magic\", \"group\": \"a\", \"variants\": 1}]"))
                .contains("magic", "demonstration-generator");
        assertThat(complaint("[{\"augmenter\": \"demonstration-generator\", \"group\": \"A/B\", \"variants\": 1}]"))
                .contains("A/B");
        assertThat(complaint("[{\"augmenter\": \"demonstration-generator\", \"group\": \"a\", \"variants\": 0}]"))
                .contains("0 variants");
        assertThat(
                        complaint(
                                "[{\"augmenter\": \"demonstration-generator\", \"group\": \"a\", \"variants\": 1, \"often\": 1}]"))
                .contains("often");
        assertThat(complaint("""
                [{"augmenter": "procedural", "group": "looks", "variants": 1},
                 {"augmenter": "demonstration-generator", "group": "nightly", "variants": 1,
                  "parameters": {"cuts": "phases"}}]""")).contains("entry 2", "nightly", "cuts are 'phases'");
        assertThat(complaint("""
                [{"augmenter": "procedural", "group": "looks", "variants": 1, "parameters": {"distractors": 9}}]""")).contains("entry 1", "looks", "0 to 3");
        assertThat(complaint("""
                [{"augmenter": "procedural", "group": "looks", "variants": 1, "parameters":
                  {"inpaint": {"what": ["robot"], "model": "/no/such.onnx", "sha256": "00"}}}]""")).contains("entry 1", "/no/such.onnx");
    }

    private static String complaint(String plan) {
        return String.valueOf(assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> AugmentationPlan.parse(plan))
                .actual()
                .getMessage());
    }
}
