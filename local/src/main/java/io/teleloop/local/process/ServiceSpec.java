package io.teleloop.local.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How to run one service.
///
/// @param name short, lower case: it stands in every line about the service and names its log
/// @param command program and arguments
/// @param environment added to this process's own
/// @param readiness answers 200 when the service is ready
/// @param log where its output goes
public record ServiceSpec(String name, List<String> command, Map<String, String> environment, URI readiness, Path log) {
    public ServiceSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// Without the environment: it holds secrets.
    @Override
    public String toString() {
        return "service " + name;
    }
}
