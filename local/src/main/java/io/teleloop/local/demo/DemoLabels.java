package io.teleloop.local.demo;

import io.teleloop.archive.Archive;
import io.teleloop.archive.HeldLabels;
import io.teleloop.archive.HeldLabels.Statement;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the stack's labelers said of the demonstrations by themselves, as text for a terminal.
final class DemoLabels {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);
    /// What every sealed episode is told of without a trained model.
    private static final List<String> EXPECTED = List.of(LabelNames.OUTCOME, LabelNames.SUBTASK, LabelNames.QUALITY);

    private final Archive archive;
    private final TextTable table = new TextTable("episode", "labeled", "subtasks", "motions", "quality", "labelers");

    DemoLabels(Archive archive) {
        this.archive = archive;
    }

    /// Waits until an episode is labeled and adds its row.
    ///
    /// @throws DamagedEpisodeException when it is not labeled in time
    void add(EpisodeId episode) throws DamagedEpisodeException, IOException, InterruptedException {
        List<LabelDocument> documents = archive.labels(episode);
        HeldLabels labels = HeldLabels.of(documents);
        Instant end = Instant.now().plus(PATIENCE);
        while (!isComplete(labels)) {
            if (Instant.now().isAfter(end)) {
                throw new DamagedEpisodeException("episode " + episode + " was not labeled within "
                        + PATIENCE.toSeconds() + " s; look at the labeler's log");
            }
            Thread.sleep(POLL);
            documents = archive.labels(episode);
            labels = HeldLabels.of(documents);
        }
        table.row(
                episode.value(),
                labels.whole(LabelNames.OUTCOME).map(Label::value).orElse("-"),
                inOrder(labels.about(LabelNames.SUBTASK)),
                Integer.toString(labels.about(LabelNames.MOTION).size()),
                labels.whole(LabelNames.QUALITY)
                        .map(quality -> String.format(Locale.ROOT, "%.2f", quality.score()))
                        .orElse("-"),
                Integer.toString(documents.size()));
    }

    List<String> lines() {
        return table.lines();
    }

    private static boolean isComplete(HeldLabels labels) {
        return EXPECTED.stream().noneMatch(name -> labels.about(name).isEmpty());
    }

    private static String inOrder(List<Statement> subtasks) {
        return subtasks.stream().map(subtask -> subtask.label().value()).collect(Collectors.joining(" > "));
    }
}
