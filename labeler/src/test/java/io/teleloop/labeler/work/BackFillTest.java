package io.teleloop.labeler.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.LogWriter;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Labels;
import io.teleloop.labeler.Scripted;
import io.teleloop.labeler.TestStack;
import io.teleloop.labeler.episode.EpisodeView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackFillTest {
    /// Says how many steps there are; of long episodes it cannot.
    private record Counting(int version) implements Labeler {
        private static final int MOST = 15;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Labels label(EpisodeView episode) {
            if (episode.size() > MOST) {
                throw new IllegalStateException("too long to count");
            }
            return Labels.of(List.of(Label.whole("steps", version + ":" + episode.size())));
        }
    }

    @Test
    void aNewVersionLabelsAnewAndTheOldWordsStay(@TempDir Path folder) throws Exception {
        try (TestStack stack = TestStack.start(folder);
                LogWriter log = new LogWriter(KafkaClients.producer(stack.kafka()))) {
            EpisodeId first = stack.store(new Scripted().move(10, 0.1, 0, 0).episode(), 1);
            EpisodeId tooLong = stack.store(new Scripted().move(20, 0.1, 0, 0).episode(), 2);
            EpisodeId last = stack.store(new Scripted().move(12, 0.1, 0, 0).episode(), 3);
            Archive archive = new Archive(stack.store());
            List<Long> progress = new ArrayList<>();

            assertThat(backFill(stack, log, 1).run("another-task", (seen, all) -> {}))
                    .isZero();
            assertThat(archive.labels(first)).isEmpty();
            assertThat(backFill(stack, log, 1).run("tidy-up", (seen, all) -> progress.add(seen)))
                    .isEqualTo(3);
            assertThat(backFill(stack, log, 1).run("", (seen, all) -> {})).isEqualTo(3);
            assertThat(backFill(stack, log, 2).run("", (seen, all) -> {})).isEqualTo(3);

            assertThat(progress).containsExactly(0L, 1L, 2L, 3L);
            assertThat(said(archive, first)).containsExactlyInAnyOrder("1:10", "2:10");
            assertThat(said(archive, last)).containsExactlyInAnyOrder("1:12", "2:12");
            assertThat(archive.labels(tooLong)).isEmpty();
        }
    }

    private static List<String> said(Archive archive, EpisodeId id) throws Exception {
        return archive.labels(id).stream()
                .map(LabelDocument::labels)
                .flatMap(List::stream)
                .map(Label::value)
                .toList();
    }

    private static BackFill backFill(TestStack stack, LogWriter log, int version) {
        List<Labeler> labelers = List.of(new Counting(version));
        return new BackFill(
                new Archive(stack.store()),
                new EpisodeLabeling(
                        stack.store(),
                        labelers,
                        new Announcer(log),
                        new LabelingMetrics(new SimpleMeterRegistry(), labelers)));
    }
}
