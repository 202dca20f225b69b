package io.teleloop.contract.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Manifest MANIFEST = new Manifest(
            Manifest.VERSION,
            "0193a5b0-0000-7000-8000-000000000000",
            "sealed",
            null,
            "peg-insertion",
            "insert the peg",
            "sim-1",
            "sim-arm-7",
            "ada",
            "success",
            7,
            1_000,
            2_000,
            20,
            1,
            new Manifest.Provenance("demonstration-generator", 1, "first", 9, "{}", List.of("a", "b")),
            new Manifest.DataObject("episodes/x.mcap", "ab", 12, "mcap"),
            List.of(new Manifest.StreamSummary(
                    "joints",
                    "foxglove.JointStates",
                    1,
                    2,
                    100,
                    3,
                    List.of(new Manifest.GapSummary(4, 5, 2, "lost on the link")),
                    0)));

    @Test
    void manifestShouldSurviveItsJson() throws IOException {
        assertThat(Manifest.parse(MANIFEST.toJson())).isEqualTo(MANIFEST);
    }

    @Test
    void sameManifestShouldGiveTheSameBytes() {
        assertThat(MANIFEST.toJson()).isEqualTo(MANIFEST.toJson()).endsWith((byte) '\n');
    }

    @Test
    void otherVersionShouldBeRefused() {
        String later =
                new String(MANIFEST.toJson(), StandardCharsets.UTF_8).replace("\"version\" : 1", "\"version\" : 9");

        assertThatThrownBy(() -> Manifest.parse(later.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 9");
    }
}
