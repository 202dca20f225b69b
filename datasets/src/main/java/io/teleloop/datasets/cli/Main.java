package io.teleloop.datasets.cli;

import io.teleloop.service.ConfigurationException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./teleloop export` and `./teleloop import`.
@Command(
        name = "teleloop",
        subcommands = {ExportCommand.class, ImportCommand.class},
        mixinStandardHelpOptions = true)
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 64;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((problem, given) -> {
                    problem.getCommandLine().getErr().println(problem.getMessage());
                    return WRONG_USAGE;
                })
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    boolean wrongUsage =
                            problem instanceof IllegalArgumentException || problem instanceof ConfigurationException;
                    if (wrongUsage || problem instanceof IOException) {
                        command.getErr().println("teleloop: " + problem.getMessage());
                        return wrongUsage ? WRONG_USAGE : FAILED;
                    }
                    throw problem;
                });
    }
}
