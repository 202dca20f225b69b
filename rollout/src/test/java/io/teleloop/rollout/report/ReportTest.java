package io.teleloop.rollout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.rollout.episode.EpisodeResult;
import io.teleloop.rollout.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @Test
    void theBandHoldsTheMedianBetweenTheExtremesOfTheSeeds() {
        Band band = Band.of(List.of(line(0, 10, 0.1), line(0, 20, 0.5), line(0, 10, 0.9)));

        assertThat(band.slices()).allSatisfy(slice -> {
            assertThat(slice.low()).isCloseTo(0.1, within(1e-9));
            assertThat(slice.median()).isCloseTo(0.5, within(1e-9));
            assertThat(slice.high()).isCloseTo(0.9, within(1e-9));
        });
        // No part of the line stands for fewer seeds than another.
        assertThat(band.slices().getLast().x()).isEqualTo(10);
    }

    @Test
    void curvesAreReadBackAsTheyWereWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("curves.jsonl");
        List<Measurement> measurements = measurements(4);
        try (CurveFile curves = new CurveFile(file)) {
            measurements.forEach(curves::add);
        }

        assertThat(CurveFile.read(file)).isEqualTo(measurements);
    }

    @Test
    void pagePictureAndTableAreWrittenAndSayWhatWasSimulated(@TempDir Path folder) throws IOException {
        Report report = new Report(
                "HIL-SERL on peg-insertion <1>",
                List.of("The intervener is simulated: a scripted expert."),
                List.of(result(0, 47), result(1, 50), result(2, 49)));

        report.write(folder);

        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("HIL-SERL on peg-insertion &lt;1&gt;", "The intervener is simulated", "<svg", "polygon")
                .contains("<td>98 %</td>")
                .doesNotContain("http://localhost", "<script", "src=");
        assertThat(ImageIO.read(folder.resolve("curves.png").toFile()).getWidth())
                .isEqualTo(4 * Chart.WIDTH);
        assertThat(Files.readString(folder.resolve("table.md")))
                .contains("| median |", "200 of 250", "94 %", "100 %", "98 %");
    }

    private static Curve line(double from, double to, double height) {
        return new Curve(List.of(new Curve.Point(from, height), new Curve.Point(to, height)));
    }

    private static RunResult result(long seed, int successes) {
        return new RunResult(
                seed,
                evaluation(49),
                evaluation(49),
                null,
                evaluation(0),
                evaluation(successes),
                200,
                250,
                0.02,
                31,
                20_000,
                40_000,
                12.5,
                measurements(seed));
    }

    private static Evaluation evaluation(int successes) {
        List<EpisodeResult> episodes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            episodes.add(new EpisodeResult(i, i < successes, 80, 0, 0, 1));
        }
        return new Evaluation(episodes);
    }

    private static List<Measurement> measurements(long seed) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            measurements.add(new Measurement(
                    seed,
                    i,
                    1_000L * i,
                    2_000L * i,
                    Map.of(
                            Measurement.EVALUATION_SUCCESS, i / 10.0,
                            TrainingMetrics.INTERVENTION_RATE, 1 - i / 10.0,
                            TrainingMetrics.CRITIC_LOSS, 0.01 * (seed + 1) / (i + 1))));
        }
        return measurements;
    }
}
