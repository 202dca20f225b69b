package io.teleloop.augmenter.command;

import io.teleloop.augmenter.AugmenterConfig;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The augmenter's commands: `java -cp augmenter.jar io.teleloop.augmenter.command.Commands generate --help`. They find
/// log and store by the settings of the service.
@Command(
        name = "teleloop",
        mixinStandardHelpOptions = true,
        subcommands = {GenerateCommand.class, BackfillCommand.class, RemoveCommand.class})
public final class Commands {
    private static final int WRONG_USAGE = 64;

    private Commands() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /// @return exit code: 0 done, 1 failed, 64 wrong usage
    static int execute(String... arguments) {
        return new CommandLine(new Commands())
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    line.getErr().println("teleloop: " + problem.getMessage());
                    return problem instanceof IllegalArgumentException || problem instanceof ConfigurationException
                            ? WRONG_USAGE
                            : CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    static AugmenterConfig config() {
        return AugmenterConfig.from(Settings.load(AugmenterConfig.SERVICE));
    }
}
