package io.teleloop.local.stack;

import io.teleloop.local.process.ServiceSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Debian's Prometheus on the stack: what it scrapes, and by which rules it judges.
final class Prometheus {
    /// Jobs are named by module, as the rules expect. Where the two names are the same, none is given.
    private static final Map<String, String> MODULES =
            Map.of("gateway", "teleop-gateway", "robot", "robot-sim", StackServices.TRAINER, "trainer-worker");

    private Prometheus() {}

    /// Writes the configuration.
    static ServiceSpec watching(List<ServiceSpec> services, StackConfig config, DataFolder data) throws IOException {
        Path configuration = data.root().resolve("prometheus.yaml");
        Files.writeString(configuration, configuration(services, config.home()));
        String address = "127.0.0.1:" + config.ports().of(Port.MONITORING);
        return new ServiceSpec(
                "prometheus",
                List.of(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data.root().resolve("prometheus"),
                        "--web.listen-address=" + address),
                Map.of(),
                URI.create("http://" + address + "/-/ready"),
                data.logs().resolve("prometheus.log"));
    }

    private static String configuration(List<ServiceSpec> services, Path home) {
        StringBuilder yaml = new StringBuilder("""
                global: { scrape_interval: 5s, evaluation_interval: 5s }
                rule_files: [ '%s' ]
                scrape_configs:
                """.formatted(
                home.resolve("monitoring/prometheus/rules/*.yaml").toString().replace("'", "''")));
        for (ServiceSpec service : services) {
            yaml.append("""
                  - job_name: %s
                    static_configs: [ { targets: [ '%s' ] } ]
                """.formatted(
                            MODULES.getOrDefault(service.name(), service.name()),
                            service.readiness().getAuthority()));
        }
        return yaml.toString();
    }
}
