package io.teleloop.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.teleloop.archive.HeldLabels.Measured;
import io.teleloop.archive.HeldLabels.Statement;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelDocument.Series;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldLabelsTest {
    private static final EpisodeId EPISODE = EpisodeId.at(Instant.ofEpochMilli(1_000_000));
    private static final Series OLD = new Series("speed", List.of("m/s"), List.of(List.of(1.0)));
    private static final Series NEW = new Series("speed", List.of("m/s"), List.of(List.of(2.0)));

    @Test
    void nothingSaidShouldGiveNothing() {
        assertThat(HeldLabels.of(List.of())).isEqualTo(new HeldLabels(List.of(), List.of()));
    }

    @Test
    void aMachinesNewestVersionShouldReplaceAllThatItsOlderOnesSaid() {
        Label grasp = Label.span("phase", "grasp", 5, 9);
        Label reach = Label.span("phase", "reach", 0, 5);

        HeldLabels held = HeldLabels.of(List.of(
                machine("phases", 10, List.of(grasp, reach), NEW),
                machine("phases", 9, List.of(Label.whole("outcome", "failure")), OLD)));

        assertThat(held)
                .isEqualTo(new HeldLabels(
                        List.of(new Statement(reach, "phases", 10), new Statement(grasp, "phases", 10)),
                        List.of(new Measured(NEW, "phases", 10))));
    }

    @Test
    void severalMachinesShouldBothBeHeard() {
        HeldLabels held = HeldLabels.of(List.of(
                machine("b", 1, List.of(Label.whole("outcome", "failure"))),
                machine("a", 1, List.of(Label.whole("outcome", "success")))));

        assertThat(held.about("outcome")).extracting(Statement::labeler).containsExactly("a", "b");
        assertThat(held.whole("outcome")).map(Label::value).contains("success");
    }

    @Test
    void aPersonShouldOverrideMachinesWhereItSpeaks() {
        HeldLabels held = HeldLabels.of(List.of(
                machine("outcomes", 7, List.of(Label.whole("outcome", "failure"), Label.whole("quality", "good"))),
                person(1, Label.whole("outcome", "success"))));

        assertThat(held.statements())
                .containsExactly(
                        new Statement(Label.whole("outcome", "success"), LabelDocument.PERSON, 1),
                        new Statement(Label.whole("quality", "good"), "outcomes", 7));
        assertThat(held.about("outcome")).allMatch(Statement::byPerson);
    }

    @Test
    void whatAPersonSaidLastOfANameShouldHold() {
        LabelDocument first = person(1, Label.whole("outcome", "failure"), Label.whole("quality", "good"));
        LabelDocument second = person(2, Label.whole("outcome", "success"));

        HeldLabels held = HeldLabels.of(List.of(second, first));

        assertThat(held).isEqualTo(HeldLabels.of(List.of(first, second)));
        assertThat(held.statements())
                .extracting(statement -> statement.label().value(), Statement::labelerVersion)
                .containsExactly(tuple("success", 2), tuple("good", 1));
    }

    private static LabelDocument machine(String labeler, int version, List<Label> labels, Series... series) {
        return LabelDocument.of(EPISODE, labeler, version, labels, List.of(series));
    }

    private static LabelDocument person(int version, Label... labels) {
        return new LabelDocument(
                LabelDocument.VERSION,
                EPISODE.value(),
                LabelDocument.PERSON,
                version,
                "alice",
                10L * version,
                List.of(labels),
                List.of());
    }
}
