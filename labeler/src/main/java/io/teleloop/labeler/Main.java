package io.teleloop.labeler;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// The labeler process: without arguments the service, with `label` a back-fill, with `train` the training of a
/// learned labeler, with `quality` what episodes are worth.
@Command(
        name = "labeler",
        subcommands = {LabelCommand.class, TrainCommand.class, QualityCommand.class})
public final class Main implements Runnable {
    /// EX_USAGE of sysexits.h.
    private static final int WRONG_USAGE = 64;

    private Main() {}

    public static void main(String[] args) {
        CommandLine commands = new CommandLine(new Main());
        commands.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE);
        commands.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .exitCodeOnInvalidInput(WRONG_USAGE));
        commands.setExecutionExceptionHandler((problem, _, _) -> exitCode(problem));
        System.exit(commands.execute(args));
    }

    /// Tells what was wrong with what was asked for, or with the world; anything else is this program's own fault.
    private static int exitCode(Exception problem) throws Exception {
        if (!(problem instanceof ConfigurationException
                || problem instanceof IllegalArgumentException
                || problem instanceof IOException)) {
            throw problem;
        }
        System.err.println("teleloop: " + problem.getMessage());
        return problem instanceof IOException ? ExitCode.SOFTWARE : WRONG_USAGE;
    }

    @Override
    public void run() {
        ServiceMain.run(
                "labeler", () -> LabelerService.start(LabelerConfig.from(Settings.load("labeler")), System::exit));
    }
}
