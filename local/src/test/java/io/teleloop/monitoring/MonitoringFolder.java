package io.teleloop.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder `monitoring` as it lies in the repository.
final class MonitoringFolder {
    static final Path ROOT = Path.of("..", "monitoring").toAbsolutePath().normalize();
    static final Path RULES = ROOT.resolve("prometheus/rules");
    static final Path TESTS = ROOT.resolve("prometheus/tests");
    static final Path DASHBOARDS = ROOT.resolve("grafana/dashboards");

    /// A metric of a service, or one that a recording rule makes.
    private static final Pattern METRIC = Pattern.compile("(?:[a-z]+:)?\\bteleloop[_:][a-z_]+(?::[a-z_0-9]+)?");

    private MonitoringFolder() {}

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /// All files of a folder, one after the other.
    static String text(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(folder)) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    /// Every metric that a rule or a dashboard names.
    static SortedSet<String> metrics() throws IOException {
        return all(METRIC, text(RULES) + text(DASHBOARDS), 0);
    }

    static SortedSet<String> alerts() throws IOException {
        return all(Pattern.compile("- alert: (\\w+)"), text(RULES), 1);
    }

    static SortedSet<String> all(Pattern pattern, String text, int group) {
        SortedSet<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }
}
