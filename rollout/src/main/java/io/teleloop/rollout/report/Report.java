package io.teleloop.rollout.report;

import io.teleloop.contract.policy.TrainingMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// What several seeds of one configuration showed: `report.html`, which needs nothing else, `curves.png`, which shows
/// the same curves, and `table.md`.
///
/// @param title what was trained
/// @param facts what the reader must know to judge it, the simulated intervener among it
/// @param results one a seed
public record Report(String title, List<String> facts, List<RunResult> results) {
    private static final Map<String, String> TITLES = titles();

    public Report {
        facts = List.copyOf(facts);
        results = List.copyOf(results);
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put(Measurement.EVALUATION_SUCCESS, "Success rate in evaluation (held-out starts, nobody helps)");
        titles.put(TrainingMetrics.INTERVENTION_RATE, "Share of steps driven by the simulated intervener, last 20");
        titles.put(TrainingMetrics.SUCCESS_RATE, "Success rate in training, last 20 episodes");
        titles.put(Measurement.EVALUATION_SECONDS, "Seconds to success in evaluation");
        titles.put(TrainingMetrics.CRITIC_LOSS, "Critic loss");
        titles.put(TrainingMetrics.Q, "Mean value of the critics");
        titles.put(TrainingMetrics.TEMPERATURE, "Temperature");
        titles.put(TrainingMetrics.IMITATION_LOSS, "Imitation loss");
        return titles;
    }

    /// Writes the three files.
    public void write(Path folder) throws IOException {
        List<Chart> charts = charts();
        Files.writeString(folder.resolve("report.html"), page(charts));
        Files.writeString(folder.resolve("table.md"), table());
        if (!charts.isEmpty()) {
            ImageIO.write(
                    PictureCanvas.draw(charts),
                    "png",
                    folder.resolve("curves.png").toFile());
        }
    }

    /// The table in Markdown.
    public String table() {
        return ResultTable.markdown(results);
    }

    private List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        TITLES.forEach((metric, heading) -> {
            List<Curve> runs = results.stream()
                    .map(result -> curve(result.measurements(), metric))
                    .filter(curve -> !curve.points().isEmpty())
                    .toList();
            if (!runs.isEmpty()) {
                List<Chart.Series> series = List.of(new Chart.Series(metric, Band.of(runs)));
                boolean share = metric.endsWith("_rate");
                String x = xTitle();
                charts.add(share ? new Chart(heading, x, series, 0, 1) : Chart.fitting(heading, x, series));
            }
        });
        return charts;
    }

    /// Imitation alone lives through nothing, so its curves go over its updates.
    private boolean overUpdates() {
        return results.stream().allMatch(result -> result.transitions() == 0);
    }

    private String xTitle() {
        return overUpdates() ? "updates" : "transitions";
    }

    private Curve curve(List<Measurement> measurements, String metric) {
        boolean updates = overUpdates();
        List<Curve.Point> points = new ArrayList<>();
        for (Measurement measurement : measurements) {
            Double value = measurement.metrics().get(metric);
            if (value != null && Double.isFinite(value)) {
                points.add(new Curve.Point(updates ? measurement.updates() : measurement.transitions(), value));
            }
        }
        return new Curve(points);
    }

    private String page(List<Chart> charts) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>")
                .append(SvgCanvas.escaped(title))
                .append("</title>\n<style>body{font:15px/1.5 sans-serif;color:#333;max-width:980px;margin:2em auto;")
                .append("padding:0 1em}table{border-collapse:collapse;display:block;overflow-x:auto}")
                .append("th,td{padding:.25em .7em;text-align:right;border-bottom:1px solid #ddd;white-space:nowrap}")
                .append("</style>\n<h1>")
                .append(SvgCanvas.escaped(title))
                .append("</h1>\n<ul>\n");
        facts.forEach(
                fact -> page.append("<li>").append(SvgCanvas.escaped(fact)).append("</li>\n"));
        page.append("</ul>\n<table>\n");
        row(page, "th", ResultTable.HEADER);
        ResultTable.rows(results).forEach(row -> row(page, "td", row));
        page.append("</table>\n<p>Lines are medians over ")
                .append(results.size())
                .append(results.size() == 1 ? " seed" : " seeds")
                .append(", bands reach from the lowest seed to the highest.</p>\n");
        charts.forEach(chart -> page.append(SvgCanvas.draw(chart)));
        return page.append("</html>\n").toString();
    }

    private static void row(StringBuilder page, String cell, List<String> values) {
        page.append("<tr>");
        values.forEach(value -> page.append('<')
                .append(cell)
                .append('>')
                .append(SvgCanvas.escaped(value))
                .append("</")
                .append(cell)
                .append('>'));
        page.append("</tr>\n");
    }
}
