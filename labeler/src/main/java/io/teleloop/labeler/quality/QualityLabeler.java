package io.teleloop.labeler.quality;

import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Labels;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.StreamValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How good an episode is to learn from, as one number and what it is made of. The score is the product of
///
/// - smoothness: exp((sparc + 1.6) / 8), at most 1: one smooth reach has a SPARC of -1.6 (see [Smoothness])
/// - activity: 1 - share of the steps that are idle
/// - completeness: (1 - share of readings that are known to be lost) * (1 - share of the steps' readings that
///   are gaps)
/// - timing: 1 - largest clock error in control periods, at least 0
/// - headroom: 1 - share of the steps that are held back by a limit, both as in [Activity]
///
/// so that an episode is at most as good as its worst part. Length is told and does not count: what is long
/// for a task only a data set can say ([DatasetQuality]).
public final class QualityLabeler implements Labeler {
    private static final double SMOOTH_SPARC = -1.6;
    private static final double SPARC_SCALE = 8;
    private static final int TWIST = 6;

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Labels label(EpisodeView episode) {
        if (episode.size() == 0) {
            return Labels.of(List.of(Label.scored(LabelNames.QUALITY, "score", 0, Map.of("duration-s", 0.0))));
        }
        double sparc = sparc(episode);
        Activity activity = new Activity(episode);
        double idle = activity.idleShare();
        double lost = lost(episode);
        double gaps = gaps(episode);
        double clockError = clockError(episode);
        double saturation = activity.saturatedShare();
        double smoothness = Math.min(1, Math.exp((sparc - SMOOTH_SPARC) / SPARC_SCALE));
        double completeness = (1 - lost) * (1 - gaps);
        double timing = Math.max(0, 1 - clockError / episode.period());
        double score = smoothness * (1 - idle) * completeness * timing * (1 - saturation);
        Map<String, Double> parts = Map.of(
                "sparc", sparc,
                "smoothness", smoothness,
                "idle-share", idle,
                "duration-s", (episode.timeNs(episode.size()) - episode.timeNs(0)) / 1e9,
                "lost-share", lost,
                "gap-share", gaps,
                "clock-error-s", clockError,
                "saturation-share", saturation);
        return Labels.of(List.of(Label.scored(LabelNames.QUALITY, "score", score, parts)));
    }

    private static double sparc(EpisodeView episode) {
        Optional<StreamValues> twist = StreamValues.of(episode, Streams.TWIST, TWIST);
        double[] speed = new double[episode.size()];
        for (int step = 0; step < speed.length; step++) {
            speed[step] = twist.isEmpty() ? 0 : twist.get().vector(step, 0).norm();
        }
        return Smoothness.sparc(speed, episode.manifest().controlRateHz());
    }

    private static double lost(EpisodeView episode) {
        long missing = 0;
        long all = 0;
        for (StreamSummary stream : episode.manifest().streams()) {
            missing += stream.missing();
            all += stream.samples() + stream.missing();
        }
        return all == 0 ? 0 : (double) missing / all;
    }

    /// Of the streams that the episode has at all; a camera that was never there is no gap.
    private static double gaps(EpisodeView episode) {
        List<String> recorded = episode.manifest().streams().stream()
                .filter(stream -> stream.samples() > 0)
                .map(StreamSummary::name)
                .toList();
        long gaps = 0;
        long all = 0;
        for (Step step : episode.steps()) {
            for (Reading reading : step.getObservationList()) {
                if (recorded.contains(reading.getStream())) {
                    all++;
                    gaps += reading.getGap() ? 1 : 0;
                }
            }
        }
        return all == 0 ? 0 : (double) gaps / all;
    }

    /// Seconds.
    private static double clockError(EpisodeView episode) {
        return episode.manifest().streams().stream()
                .mapToDouble(stream -> stream.maxClockErrorNs() / 1e9)
                .max()
                .orElse(0);
    }
}
