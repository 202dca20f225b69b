package io.teleloop.datasets.cli;

import io.teleloop.contract.EpisodeId;
import io.teleloop.datasets.ingest.EpisodeImport;
import io.teleloop.datasets.ingest.KafkaRecords;
import io.teleloop.kafka.KafkaConfig;
import io.teleloop.lerobot.DatasetReader;
import io.teleloop.lerobot.EpisodeEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes the episodes of a LeRobotDataset v3.0 into the log, from where the recorder seals them.
@Command(
        name = "import",
        description = {
            "Take the episodes of a LeRobotDataset v3.0 in, which the running recorder then seals like any other's.",
            "",
            "An episode's id follows from the data set: importing it twice stores it once. A data set without actions"
                    + " is taken in as well.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The data set's folder: the one that has meta/info.json.")
    private Path folder = Path.of("");

    @Option(
            names = "--kafka",
            defaultValue = "127.0.0.1:9092",
            description = "Brokers; default: ${DEFAULT-VALUE}, those of the stack on this machine.")
    private String kafka = "127.0.0.1:9092";

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        DatasetReader dataset = DatasetReader.open(folder);
        EpisodeImport episodes = new EpisodeImport(dataset);
        try (KafkaRecords records = new KafkaRecords(new KafkaConfig(kafka, ""))) {
            for (EpisodeEntry episode : dataset.episodes()) {
                EpisodeId id = episodes.run(episode, records);
                records.flush();
                console.printf("episode %d: %s, %d steps%n", episode.index(), id, episode.length());
            }
        }
        console.flush();
        return 0;
    }
}
