package io.teleloop.lerobot;

import io.teleloop.lerobot.DatasetInfo.VideoInfo;
import io.teleloop.lerobot.video.VideoDecoder;
import io.teleloop.lerobot.video.VideoException;
import io.teleloop.lerobot.video.VideoFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Holds the videos against the rules, by their index.
final class VideoCheck {
    private static final Set<String> PIXEL_FORMATS = new TreeSet<>(Set.of("yuv420p", "yuvj420p"));

    private final DatasetReader dataset;
    private final Findings findings;

    VideoCheck(DatasetReader dataset, Findings findings) {
        this.dataset = dataset;
        this.findings = findings;
    }

    void run() throws IOException {
        for (Feature camera : dataset.info().cameras()) {
            Path opened = null;
            VideoFacts facts = null;
            for (EpisodeEntry episode : dataset.episodes()) {
                VideoSpan span = episode.videos().get(camera.key());
                if (span == null) {
                    continue;
                }
                if (!span.file().equals(opened)) {
                    opened = span.file();
                    facts = factsOf(span.file());
                    if (facts != null) {
                        checkFormat(camera, facts, relative(opened));
                    }
                }
                if (facts != null) {
                    checkFrames(episode, span, facts);
                }
            }
        }
    }

    private String relative(Path file) {
        return dataset.folder().relativize(file).toString();
    }

    private @Nullable VideoFacts factsOf(Path file) {
        if (!Files.isRegularFile(file)) {
            findings.add(Rule.VIDEO_FILES, "there is no " + relative(file));
            return null;
        }
        try {
            return VideoFacts.of(file);
        } catch (VideoException e) {
            findings.add(Rule.VIDEO_FILES, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void checkFormat(Feature camera, VideoFacts facts, String file) {
        findings.require(
                facts.height() == camera.shape().get(0)
                        && facts.width() == camera.shape().get(1),
                Rule.VIDEO_FORMAT,
                () -> file + " has " + facts.width() + " x " + facts.height() + " pixels, and " + camera.key()
                        + " is declared [height, width, channels] = " + camera.shape());
        VideoInfo said = dataset.info().video(camera);
        findings.require(
                said.codec().equals(facts.codec()),
                Rule.VIDEO_FORMAT,
                () -> file + " is compressed as " + facts.codec() + ", and " + camera.key() + " is declared '"
                        + said.codec() + "'");
        findings.require(
                said.pixelFormat().equals(facts.pixelFormat()) && PIXEL_FORMATS.contains(facts.pixelFormat()),
                Rule.VIDEO_FORMAT,
                () -> file + " has pixels of " + facts.pixelFormat() + ", and " + camera.key() + " is declared '"
                        + said.pixelFormat() + "'; readers take " + PIXEL_FORMATS);
        findings.require(
                !facts.reordered(),
                Rule.VIDEO_WITHOUT_B_FRAMES,
                () -> file + " stores frames in another order than it shows");
    }

    private void checkFrames(EpisodeEntry episode, VideoSpan span, VideoFacts facts) {
        double[] times = facts.times();
        String place = "episode " + episode.index() + ", " + relative(span.file());
        int frames = countBefore(times, span.to()) - countBefore(times, span.from());
        findings.require(
                frames == episode.length(),
                Rule.VIDEO_FRAMES,
                () -> place + " has " + frames + " frames from " + span.from() + " s to " + span.to() + " s, and "
                        + episode.length() + " rows");
        for (long frame = 0; frame < episode.length(); frame++) {
            double asked = span.from() + (double) frame / dataset.info().fps();
            double distance = distance(times, asked);
            if (distance > VideoDecoder.TOLERANCE) {
                findings.add(
                        Rule.VIDEO_ON_GRID,
                        place + " has no frame at " + asked + " s, the nearest is " + distance + " s off");
                return;
            }
        }
    }

    /// Frames before this time, or less than the tolerance away from it counted as at it.
    private static int countBefore(double[] times, double time) {
        int place = Arrays.binarySearch(times, time - VideoDecoder.TOLERANCE);
        return place < 0 ? -place - 1 : place;
    }

    private static double distance(double[] times, double asked) {
        int place = Arrays.binarySearch(times, asked);
        if (place >= 0) {
            return 0;
        }
        int above = -place - 1;
        double toAbove = above < times.length ? times[above] - asked : Double.POSITIVE_INFINITY;
        double toBelow = above > 0 ? asked - times[above - 1] : Double.POSITIVE_INFINITY;
        return Math.min(toAbove, toBelow);
    }
}
