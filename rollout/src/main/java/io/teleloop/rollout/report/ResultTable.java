package io.teleloop.rollout.report;

import io.teleloop.rollout.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The results of all seeds as rows of text, each seed's and the median.
final class ResultTable {
    static final List<String> HEADER = List.of(
            "seed",
            "success",
            "s to success",
            "before",
            "base",
            "expert",
            "intervener",
            "generated",
            "interv. last 20",
            "interventions",
            "transitions",
            "updates",
            "minutes");

    private ResultTable() {}

    static List<List<String>> rows(List<RunResult> results) {
        List<List<String>> rows = new ArrayList<>();
        for (RunResult result : results) {
            rows.add(List.of(
                    Long.toString(result.seed()),
                    percent(result.after()),
                    seconds(result.after()),
                    percent(result.before()),
                    percent(result.base()),
                    percent(result.expert()),
                    percent(result.intervener()),
                    generated(result),
                    percent(result.interventionRate()),
                    Long.toString(result.interventions()),
                    Long.toString(result.transitions()),
                    Long.toString(result.updates()),
                    decimal(result.minutes())));
        }
        if (results.size() > 1) {
            rows.add(median(results));
        }
        return rows;
    }

    private static List<String> median(List<RunResult> results) {
        return List.of(
                "median",
                percent(middle(results.stream().map(result -> result.after().successRate()))),
                decimal(middle(results.stream().map(result -> result.after().secondsToSuccess()))),
                percent(middle(results.stream().map(result -> result.before().successRate()))),
                "",
                percent(middle(results.stream().map(result -> result.expert().successRate()))),
                "",
                "",
                percent(middle(results.stream().map(RunResult::interventionRate))),
                whole(middle(results.stream().map(result -> (double) result.interventions()))),
                whole(middle(results.stream().map(result -> (double) result.transitions()))),
                whole(middle(results.stream().map(result -> (double) result.updates()))),
                decimal(middle(results.stream().map(RunResult::minutes))));
    }

    private static double middle(Stream<Double> values) {
        return Band.median(values.mapToDouble(Double::doubleValue).sorted().toArray());
    }

    private static String generated(RunResult result) {
        return result.generated() == 0 ? "" : result.generated() + " of " + result.generationAttempts();
    }

    private static String percent(@Nullable Evaluation evaluation) {
        return evaluation == null ? "" : percent(evaluation.successRate());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String seconds(Evaluation evaluation) {
        return decimal(evaluation.secondsToSuccess());
    }

    private static String decimal(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    /// The table in Markdown, columns aligned.
    static String markdown(List<RunResult> results) {
        List<List<String>> rows = rows(results);
        int[] widths = HEADER.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        line(table, HEADER, widths);
        for (int width : widths) {
            table.append("|-").append("-".repeat(width)).append('-');
        }
        table.append("|\n");
        rows.forEach(row -> line(table, row, widths));
        return table.toString();
    }

    private static void line(StringBuilder table, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            table.append(String.format(Locale.ROOT, "| %" + widths[i] + "s ", cells.get(i)));
        }
        table.append("|\n");
    }
}
