package io.teleloop.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be said of rules, dashboards and runbook without a running stack. Needs promtool, which Debian has in its
/// package prometheus.
class MonitoringFolderTest {
    private static final Pattern FIRES = Pattern.compile("alertname: (\\w+)\\s+eval_time: \\w+\\s+exp_alerts:\\s+-");
    private static final Pattern SILENT = Pattern.compile("alertname: (\\w+), eval_time: \\w+, exp_alerts: \\[]");

    @Test
    void rulesShouldBeWellFormed() throws Exception {
        promtool(MonitoringFolder.RULES, "check", "rules", MonitoringFolder.files(MonitoringFolder.RULES));
    }

    @Test
    void alertsShouldFireWhenTheyShouldAndOnlyThen() throws Exception {
        promtool(MonitoringFolder.TESTS, "test", "rules", MonitoringFolder.files(MonitoringFolder.TESTS));
    }

    @Test
    void everyAlertShouldBeSeenFiringAndSilent() throws IOException {
        String tests = MonitoringFolder.text(MonitoringFolder.TESTS);

        assertThat(MonitoringFolder.all(FIRES, tests, 1))
                .as("alerts that a test sees fire")
                .isEqualTo(MonitoringFolder.alerts());
        assertThat(MonitoringFolder.all(SILENT, tests, 1))
                .as("alerts that a test sees silent")
                .isEqualTo(MonitoringFolder.alerts());
    }

    @Test
    void everyAlertShouldPointAtItsEntryInTheRunbook() throws IOException {
        SortedSet<String> alerts = MonitoringFolder.alerts();
        String runbook = Files.readString(MonitoringFolder.ROOT.resolve("runbook.md"));

        assertThat(MonitoringFolder.all(Pattern.compile("(?m)^## (\\w+)$"), runbook, 1))
                .as("entries of the runbook")
                .isEqualTo(alerts);
        // An anchor is the heading in lower case.
        assertThat(MonitoringFolder.all(
                        Pattern.compile(
                                "- alert: (\\w+)(?:(?!- alert:)[\\s\\S])*?runbook: monitoring/runbook\\.md#(?i:\\1)\\s"),
                        MonitoringFolder.text(MonitoringFolder.RULES),
                        1))
                .as("alerts that name their entry")
                .isEqualTo(alerts);
    }

    @Test
    void dashboardsShouldHaveAUidOfTheirOwnAndAskForTheirDataSource() throws IOException {
        List<String> uids = new ArrayList<>();
        for (Path file : MonitoringFolder.files(MonitoringFolder.DASHBOARDS)) {
            JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
            uids.add(dashboard.path("uid").asText());
            assertThat(file).hasFileName(dashboard.path("uid").asText().replace("teleloop-", "") + ".json");
            assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
            assertThat(dashboard.findValues("datasource"))
                    .as("data sources in %s", file)
                    .allSatisfy(
                            source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
        }
        assertThat(uids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void queriesOfDashboardsShouldBeWellFormed(@TempDir Path dir) throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
        ObjectMapper json = new ObjectMapper();
        int number = 0;
        for (Path file : MonitoringFolder.files(MonitoringFolder.DASHBOARDS)) {
            for (JsonNode query : json.readTree(file.toFile()).findValues("expr")) {
                String expression = query.asText().replace("$__rate_interval", "1m");
                rules.append("      - { record: query").append(number++).append(", expr: ");
                rules.append(json.writeValueAsString(expression)).append(" }\n");
            }
        }
        Path file = Files.writeString(dir.resolve("queries.yaml"), rules);

        promtool(dir, "check", "rules", List.of(file));
    }

    private static void promtool(Path folder, String verb, String what, List<Path> files)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool", verb, what));
        files.forEach(file -> command.add(file.toString()));
        Process promtool = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as("%s\n%s", command, output).isZero();
    }
}
