package io.teleloop.labeler;

import io.teleloop.archive.Archive;
import io.teleloop.archive.HeldLabels;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.labeler.learned.Example;
import io.teleloop.labeler.learned.Examples;
import io.teleloop.labeler.quality.DatasetQuality;
import io.teleloop.labeler.quality.DatasetQuality.Consistency;
import io.teleloop.labeler.quality.DatasetQuality.Moment;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// How good some of a task's episodes are to learn from: each by what the quality labeler said of it, and all together
/// ([DatasetQuality]). Returns are those of a sparse reward: 1 for success, 0 for failure.
final class QualityReport {
    private static final long SEED = 1;
    /// A state has some dozen dimensions: with more bins no two moments would ever be alike.
    private static final int BINS = 3;

    private static final List<String> PARTS =
            List.of("duration-s", "smoothness", "idle-share", "lost-share", "saturation-share");

    private final Archive archive;
    private final PrintStream out;

    /// What trajectory quality is measured against.
    ///
    /// @param randomReturn of a policy that acts at random
    /// @param bestReturn of the best policy that is known
    record Scale(double randomReturn, double bestReturn) {}

    QualityReport(Archive archive, PrintStream out) {
        this.archive = archive;
        this.out = out;
    }

    /// @throws IllegalArgumentException when there are too few episodes to say anything
    void print(Examples task, Predicate<Example> selection, Scale scale) throws IOException {
        List<Example> selected = task.all().stream().filter(selection).toList();
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("none of the " + task.all().size() + " episodes of task '"
                    + task.features().task() + "' that say how they went is among those asked for");
        }
        out.printf(Locale.ROOT, "%-36s  %-16s  %-7s  %5s  %7s%n", "episode", "operator", "outcome", "steps", "quality");
        for (Example example : selected) {
            Optional<Label> quality = HeldLabels.of(archive.labels(new EpisodeId(example.episodeId())))
                    .whole(LabelNames.QUALITY);
            out.printf(
                    Locale.ROOT,
                    "%-36s  %-16s  %-7s  %5d  %7s  %s%n",
                    example.episodeId(),
                    example.operatorId(),
                    example.succeeded() ? LabelNames.SUCCESS : LabelNames.FAILURE,
                    example.size(),
                    quality.map(Label::score).map(QualityReport::number).orElse("-"),
                    quality.map(label -> parts(label.parts())).orElse("not labeled yet: ./teleloop label"));
        }
        together(task.all(), selected, scale);
    }

    private void together(List<Example> all, List<Example> selected, Scale scale) {
        double meanReturn =
                (double) selected.stream().filter(Example::succeeded).count() / selected.size();
        Consistency consistency = DatasetQuality.consistency(
                selected.stream().map(QualityReport::moments).toList(), SEED);
        out.printf(Locale.ROOT, "%n%d of the task's %d episodes together:%n", selected.size(), all.size());
        out.printf(Locale.ROOT, "return              %s  mean; 1 for success, 0 for failure%n", number(meanReturn));
        out.printf(
                Locale.ROOT,
                "trajectory quality  %s  TQ: 0 is a random policy's return of %s, 1 the best one's of %s%n",
                number(DatasetQuality.trajectoryQuality(meanReturn, scale.randomReturn(), scale.bestReturn())),
                number(scale.randomReturn()),
                number(scale.bestReturn()));
        out.printf(
                Locale.ROOT,
                "coverage            %s  SACo: share of the state-action pairs of all %d, %d bins a dimension%n",
                number(DatasetQuality.coverage(flat(selected), flat(all), BINS)),
                all.size(),
                BINS);
        out.printf(
                Locale.ROOT,
                "action variance     %s  among moments whose states are alike; low is consistent%n",
                number(consistency.actionVariance()));
        out.printf(
                Locale.ROOT,
                "state similarity    %s  low: the same states are seen often%n",
                number(consistency.stateSimilarity()));
        out.printf(Locale.ROOT, "horizon             %s  steps an episode, mean%n", number(consistency.horizon()));
    }

    private static List<Moment> flat(List<Example> examples) {
        List<Moment> moments = new ArrayList<>();
        examples.forEach(example -> moments.addAll(moments(example)));
        return moments;
    }

    /// Those of which it is known what was done.
    private static List<Moment> moments(Example example) {
        List<Moment> moments = new ArrayList<>();
        for (int step = 0; step < example.size(); step++) {
            if (example.actions().get(step).length > 0) {
                moments.add(new Moment(
                        example.observations().get(step), example.actions().get(step)));
            }
        }
        return moments;
    }

    private static String parts(Map<String, Double> parts) {
        return String.join(
                ", ",
                PARTS.stream()
                        .filter(parts::containsKey)
                        .map(part -> part + " " + number(parts.getOrDefault(part, 0.0)))
                        .toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
