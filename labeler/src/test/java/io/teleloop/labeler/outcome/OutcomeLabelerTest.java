package io.teleloop.labeler.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.labeler.Scripted;
import io.teleloop.labeler.Simulated;
import io.teleloop.labeler.episode.EpisodeView;
import org.junit.jupiter.api.Test;

class OutcomeLabelerTest {
    private final OutcomeLabeler labeler = new OutcomeLabeler();

    @Test
    void aTaskThatEndedWithItsRewardSucceededWhateverWasSaid() {
        assertThat(outcome(scripted().outcome("failure").ends(true, 1).episode()))
                .isEqualTo("success");
    }

    @Test
    void aTaskThatEndedWithoutARewardFailed() {
        assertThat(outcome(scripted().outcome("success").ends(true, 0).episode()))
                .isEqualTo("failure");
    }

    @Test
    void whereTheTaskCannotTellThePersonIsRight() {
        assertThat(outcome(scripted().outcome("success").episode())).isEqualTo("success");
        assertThat(outcome(scripted().outcome("failure").episode())).isEqualTo("failure");
        assertThat(outcome(scripted().outcome("unknown").episode())).isEqualTo("unknown");
        assertThat(outcome(new Scripted().episode())).isEqualTo("unknown");
    }

    @Test
    void aSimulatedDemonstrationSucceeds() {
        assertThat(outcome(new Simulated("pick-lift").demonstration(1, 1))).isEqualTo("success");
    }

    private static Scripted scripted() {
        return new Scripted().move(3, 0.1, 0, 0);
    }

    private String outcome(EpisodeView episode) {
        return labeler.label(episode).labels().stream()
                .filter(label -> label.name().equals("outcome"))
                .map(Label::value)
                .findFirst()
                .orElseThrow();
    }
}
