package io.teleloop.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import io.teleloop.lerobot.parquet.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds a data set, whoever wrote it, against the rules of the format. It reads every row and the index of
/// every video, and decodes nothing.
public final class Conformance {
    private static final Set<String> COMPRESSIONS = Set.of("SNAPPY", "UNCOMPRESSED");

    private final Path folder;
    private final Findings findings = new Findings();

    private Conformance(Path folder) {
        this.folder = folder;
    }

    /// What is wrong with the data set, a few violations of each rule; empty when nothing is.
    ///
    /// @throws IOException when a file cannot be read for a reason of the disk's
    public static List<Violation> check(Path folder) throws IOException {
        Conformance conformance = new Conformance(folder);
        conformance.run();
        return conformance.findings.violations();
    }

    private void run() throws IOException {
        checkTasksFooter();
        checkCompression();
        DatasetReader dataset = open();
        if (dataset == null) {
            return;
        }
        DatasetInfo info = dataset.info();
        for (Feature standard : Feature.STANDARD) {
            boolean declared = info.features().stream()
                    .anyMatch(feature -> feature.key().equals(standard.key())
                            && feature.type() == standard.type()
                            && feature.shape().equals(standard.shape()));
            findings.require(
                    declared,
                    Rule.STANDARD_FEATURES,
                    () -> standard.key() + " is not declared as "
                            + standard.type().label() + " of the shape [1]");
        }
        new EpisodeCheck(dataset, findings).run();
        long rows = new DataCheck(dataset, findings).run();
        new VideoCheck(dataset, findings).run();
        new StatsCheck(folder, info, findings).run();
        checkTotals(dataset, rows);
    }

    private @Nullable DatasetReader open() throws IOException {
        try {
            return DatasetReader.open(folder);
        } catch (DatasetException e) {
            findings.add(ruleOf(e), e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (IOException e) {
            findings.add(Rule.EPISODES, e.toString());
        }
        return null;
    }

    private static Rule ruleOf(DatasetException e) {
        String problem = String.valueOf(e.getMessage());
        if (problem.contains(Layout.TASKS)) {
            return Rule.TASKS;
        }
        return problem.contains(Layout.EPISODES_FOLDER) ? Rule.EPISODES : Rule.INFO;
    }

    private void checkTasksFooter() throws IOException {
        Path tasks = folder.resolve(Layout.TASKS);
        if (!Files.isRegularFile(tasks)) {
            findings.add(Rule.TASKS, "there is no " + Layout.TASKS);
            return;
        }
        try (TableReader table = TableReader.open(tasks)) {
            String pandas = table.footer().get(TaskTable.PANDAS);
            if (pandas == null) {
                findings.add(Rule.TASKS_PANDAS_INDEX, "the footer has no key 'pandas'");
                return;
            }
            JsonNode index = Json.parse(pandas).path("index_columns");
            findings.require(
                    index.size() == 1 && index.path(0).asText().equals(TaskTable.TASK.name()),
                    Rule.TASKS_PANDAS_INDEX,
                    () -> "the footer makes " + index + " the index, and not task");
        } catch (DatasetException e) {
            findings.add(Rule.TASKS_PANDAS_INDEX, "the footer's key 'pandas' is no JSON");
        }
    }

    private void checkCompression() throws IOException {
        for (String tables : List.of(Layout.DATA_FOLDER, Layout.EPISODES_FOLDER)) {
            for (Path file : DatasetReader.tables(folder.resolve(tables))) {
                try (TableReader table = TableReader.open(file)) {
                    findings.require(
                            COMPRESSIONS.containsAll(table.compressions()),
                            Rule.COMPRESSION,
                            () -> folder.relativize(file) + " is compressed with " + table.compressions());
                } catch (IOException e) {
                    findings.add(
                            tables.equals(Layout.DATA_FOLDER) ? Rule.DATA_FILES : Rule.EPISODES,
                            String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void checkTotals(DatasetReader dataset, long rows) {
        DatasetInfo info = dataset.info();
        requireTotal("episodes", info.totalEpisodes(), dataset.episodes().size());
        requireTotal("frames", info.totalFrames(), rows);
        requireTotal("tasks", info.totalTasks(), dataset.tasks().size());
        info.splits().forEach((name, range) -> {
            String[] ends = range.split(":", -1);
            boolean fits = ends.length == 2
                    && ends[0].matches("\\d{1,9}")
                    && ends[1].matches("\\d{1,9}")
                    && Long.parseLong(ends[0]) <= Long.parseLong(ends[1])
                    && Long.parseLong(ends[1]) <= dataset.episodes().size();
            findings.require(
                    fits,
                    Rule.SPLITS,
                    () -> "split " + name + " is " + range + " of "
                            + dataset.episodes().size() + " episodes");
        });
    }

    private void requireTotal(String what, long said, long found) {
        findings.require(
                said == found && found > 0,
                Rule.TOTALS,
                () -> Layout.INFO + " says " + said + " " + what + ", and there are " + found);
    }
}
