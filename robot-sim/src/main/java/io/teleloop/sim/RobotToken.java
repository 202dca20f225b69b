package io.teleloop.sim;

import io.teleloop.service.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The secret with which a robot is let in: from the command line, a file, or the environment, in this order.
final class RobotToken {
    static final String VARIABLE = "TELELOOP_ROBOT_TOKEN";

    private RobotToken() {}

    /// @throws ConfigurationException when there is none
    static String find(@Nullable String argument, @Nullable Path file, Map<String, String> environment) {
        if (argument != null) {
            return argument;
        }
        if (file != null) {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new ConfigurationException("cannot read the token file " + file, e);
            }
        }
        String variable = environment.get(VARIABLE);
        if (variable == null || variable.isBlank()) {
            throw new ConfigurationException("the robot has no token; give --token-file or set " + VARIABLE);
        }
        return variable.strip();
    }
}
