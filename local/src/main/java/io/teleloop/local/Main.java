package io.teleloop.local;

import io.teleloop.local.process.StartFailedException;
import io.teleloop.local.stack.PortsInUseException;
import io.teleloop.operator.OperatorException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// The commands that run the stack.
@Command(
        name = "./teleloop",
        subcommands = {UpCommand.class, DemoCommand.class, LabelCommand.class, RebuildCatalogueCommand.class},
        exitCodeOnInvalidInput = Main.WRONG_USAGE)
public final class Main {
    /// EX_USAGE of sysexits.h.
    static final int WRONG_USAGE = 64;

    private Main() {}

    public static void main(String[] args) {
        // Not the services' log4j2.xml: theirs goes to standard output.
        System.setProperty("log4j2.configurationFile", "classpath:io/teleloop/local/log4j2.xml");
        CommandLine commands = new CommandLine(new Main());
        commands.getSubcommands().values().forEach(Main::exitOnInvalidInput);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            switch (failure) {
                case PortsInUseException _, StartFailedException _, OperatorException _, IOException _ ->
                    System.err.println("teleloop: " + failure.getMessage());
                default -> failure.printStackTrace(System.err);
            }
            return ExitCode.SOFTWARE;
        });
        ProcessEnd.exit(commands.execute(args));
    }

    private static void exitOnInvalidInput(CommandLine command) {
        command.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE);
    }
}
