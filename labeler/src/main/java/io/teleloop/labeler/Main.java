package io.teleloop.labeler;

import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The labeler process: without arguments the service, with `label` a back-fill, with `train` the training of a
/// learned labeler, with `quality` what episodes are worth.
@Command(
        name = "labeler",
        subcommands = {LabelCommand.class, TrainCommand.class, QualityCommand.class})
public final class Main implements Runnable {
    /// EX_USAGE of sysexits.h.
    static final int WRONG_USAGE = 64;

    private Main() {}

    public static void main(String[] args) {
        CommandLine commands = new CommandLine(new Main());
        commands.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE);
        commands.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .exitCodeOnInvalidInput(WRONG_USAGE));
        System.exit(commands.execute(args));
    }

    @Override
    public void run() {
        ServiceMain.run(
                "labeler", () -> LabelerService.start(LabelerConfig.from(Settings.load("labeler")), System::exit));
    }
}
