package io.teleloop.labeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.learned.Example;
import io.teleloop.labeler.learned.Examples;
import io.teleloop.labeler.quality.QualityLabeler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityReportTest {
    private static final QualityReport.Scale SCALE = new QualityReport.Scale(0, 1);

    @Test
    void episodesAreToldOneByOneAndTogether(@TempDir Path folder) throws Exception {
        try (TestStack stack = TestStack.start(folder)) {
            Simulated pickLift = new Simulated("pick-lift");
            EpisodeView success = pickLift.demonstration(1, 1);
            EpisodeId labeled = stack.store(success, 1);
            EpisodeId bare = stack.store(pickLift.demonstration(1, 2), 2);
            EpisodeId damaged = stack.store(pickLift.demonstration(1, 2), 3);
            Archive archive = new Archive(stack.store());
            stack.store().delete(archive.manifest(damaged).orElseThrow().data().key());
            EpisodeId otherTicks = stack.store(success, 4, 10);
            Labels quality = new QualityLabeler().label(success);
            archive.putLabel(LabelDocument.of(labeled, "quality", 1, quality.labels(), quality.series()));

            Examples examples = Examples.of(archive, "pick-lift");
            String all = report(archive, examples, any -> true);
            String one =
                    report(archive, examples, example -> example.episodeId().equals(bare.value()));

            assertThat(examples.leftOut()).isEqualTo(2);
            assertThat(all)
                    .containsPattern(labeled + " +operator +success +" + success.size() + " +0\\.\\d{3}  duration-s")
                    .containsPattern(bare + " +operator +success .* -  not labeled yet")
                    .doesNotContain(damaged.value(), otherTicks.value())
                    .contains("2 of the task's 2 episodes together")
                    .contains("TQ: 0 is a random policy's return of 0.000, 1 the best one's of 1.000")
                    .containsPattern("trajectory quality +1\\.000")
                    .containsPattern("coverage +1\\.000");
            assertThat(one)
                    .contains("1 of the task's 2 episodes together")
                    .containsPattern("coverage +0\\.[2-8]\\d\\d  SACo: share of the state-action pairs of all 2");
            assertThatThrownBy(() -> report(archive, examples, example -> !example.succeeded()))
                    .hasMessageContaining("none of the 2 episodes");
            assertThatThrownBy(() -> Examples.of(archive, "push-t"))
                    .hasMessageContaining("no episode of task 'push-t'");
        }
    }

    private static String report(Archive archive, Examples examples, Predicate<Example> selection) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new QualityReport(archive, new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .print(examples, selection, SCALE);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
