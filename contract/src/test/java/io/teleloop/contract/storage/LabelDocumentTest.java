package io.teleloop.contract.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelDocument.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelDocumentTest {
    private static final EpisodeId EPISODE = new EpisodeId("0193a5b0-0000-7000-8000-000000000000");
    private static final LabelDocument DOCUMENT = LabelDocument.of(
            EPISODE,
            "quality",
            2,
            List.of(
                    Label.scored("quality", "good", 0.75, Map.of("smoothness", 0.5, "idle", 1.0)),
                    Label.span("phase", "grasp", 10, 20)),
            List.of(new Series("action", List.of("x", "y"), List.of(List.of(0.25, -1.0)))));

    @Test
    void documentShouldSurviveItsJson() throws IOException {
        assertThat(LabelDocument.parse(DOCUMENT.toJson())).isEqualTo(DOCUMENT);
    }

    @Test
    void sameDocumentShouldGiveTheseBytes() {
        assertThat(new String(DOCUMENT.toJson(), StandardCharsets.UTF_8)).isEqualTo("""
                        {"episodeId":"0193a5b0-0000-7000-8000-000000000000","labeler":"quality","labelerVersion":2,\
                        "labels":[{"name":"quality","parts":{"idle":1.0,"smoothness":0.5},"score":0.75,"value":"good"},\
                        {"endNs":20,"name":"phase","startNs":10,"value":"grasp"}],\
                        "series":[{"columns":["x","y"],"name":"action","rows":[[0.25,-1.0]]}],"version":1}
                        """);
    }

    @Test
    void otherVersionShouldBeRefused() {
        String later = new String(DOCUMENT.toJson(), StandardCharsets.UTF_8).replace("\"version\":1", "\"version\":9");

        assertThatThrownBy(() -> LabelDocument.parse(later.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void labelerWithoutANameShouldBeRefused() {
        assertThatThrownBy(() -> LabelDocument.of(EPISODE, "../x", 1, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../x");
    }
}
