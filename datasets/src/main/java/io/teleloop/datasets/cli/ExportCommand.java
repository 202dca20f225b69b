package io.teleloop.datasets.cli;

import io.teleloop.archive.Archive;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.datasets.DatasetDocument;
import io.teleloop.datasets.DatasetFilter;
import io.teleloop.datasets.DatasetFilter.Origin;
import io.teleloop.datasets.DatasetSelection;
import io.teleloop.datasets.DatasetStore;
import io.teleloop.datasets.bench.ProcessorTime;
import io.teleloop.datasets.export.DatasetExport;
import io.teleloop.datasets.export.StoreSink;
import io.teleloop.lerobot.Conformance;
import io.teleloop.lerobot.DatasetInfo;
import io.teleloop.lerobot.DatasetSink;
import io.teleloop.lerobot.FolderSink;
import io.teleloop.lerobot.Violation;
import io.teleloop.lerobot.video.VideoCodec;
import io.teleloop.service.Settings;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Selects episodes as a version of a data set, and writes them as LeRobotDataset v3.0.
@Command(
        name = "export",
        description = {
            "Write sealed episodes as a LeRobotDataset v3.0, which LeRobot and the viewers around it open.",
            "",
            "With --task the episodes that match now become the next version of the data set, unless they are those of"
                    + " the newest one. Without it a version that there is already is written.",
            "An export that was interrupted goes on when the same command is run again.",
            "",
            "The store is that of the stack on this machine; another is given by TELELOOP_DATASETS_S3_ENDPOINT, _S3_BUCKET,"
                    + " _S3_ACCESS_KEY_FILE and _S3_SECRET_KEY_FILE.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private static final String STORE = "s3";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--dataset", required = true, description = "Name: lower-case letters, digits and hyphens.")
    private String name = "";

    @Option(names = "--version-number", description = "Version of the data set; default: the newest.")
    private @Nullable Integer number;

    @Option(
            names = "--out",
            required = true,
            description = "An empty folder, or s3: then it lies in the store as datasets/NAME/VERSION/.")
    private String out = "";

    @Option(names = "--task", description = "Task of the episodes, for example peg-insertion.")
    private @Nullable String task;

    @Option(
            names = "--outcome",
            defaultValue = "success",
            split = ",",
            description = "success, failure, unknown or several; any for all; default: ${DEFAULT-VALUE}.")
    private List<String> outcomes = List.of("success");

    @Option(names = "--operator", split = ",", description = "Only episodes of these operators.")
    private List<String> operators = List.of();

    @Option(
            names = "--origin",
            defaultValue = "any",
            description = "real: robots performed them; generated; any; default: ${DEFAULT-VALUE}.")
    private String origin = "any";

    @Option(
            names = "--least",
            description = "Least score of a label of the whole episode, for example --least quality=0.6; repeatable.")
    private Map<String, Double> least = Map.of();

    @Option(
            names = "--validation",
            defaultValue = "0",
            description = "Share of the episodes for the split validation; default: ${DEFAULT-VALUE}.")
    private double validation;

    @Option(
            names = "--video",
            defaultValue = "h264",
            description = "h264: small, and browsers play it; mjpeg: the recorded pictures as they are, many times"
                    + " faster to write; default: ${DEFAULT-VALUE}.")
    private String video = "h264";

    @Option(
            names = "--work",
            description = "Folder that keeps what is done when the export is interrupted; default: OUT/.work, or"
                    + " export-NAME-VERSION in the temporary folder for s3.")
    private @Nullable Path work;

    @Override
    public Integer call() throws Exception {
        DatasetDocument.requireName(name);
        try (ObjectStore store = ObjectStore.open(StoreConfig.from(Settings.load("datasets")))) {
            DatasetDocument dataset = dataset(store);
            boolean toStore = out.equals(STORE);
            String files = ObjectKeys.datasetFiles(dataset.name(), dataset.number());
            DatasetSink sink = toStore ? new StoreSink(store, files) : new FolderSink(Path.of(out));
            VideoCodec codec = VideoCodec.of(video);
            long begun = System.nanoTime();
            double worked = ProcessorTime.seconds();
            DatasetInfo info =
                    new DatasetExport(new Archive(store)).write(dataset, sink, codec, workFolder(dataset, toStore));
            double seconds = (System.nanoTime() - begun) / 1e9;
            double processor = ProcessorTime.seconds() - worked;
            return report(dataset, info, seconds, processor, toStore);
        }
    }

    private DatasetDocument dataset(ObjectStore store) throws IOException {
        DatasetStore datasets = new DatasetStore(store);
        if (task != null) {
            DatasetFilter filter = new DatasetFilter(
                    task,
                    outcomes.contains("any") ? new TreeSet<>() : new TreeSet<>(outcomes),
                    new TreeSet<>(operators),
                    Origin.of(origin),
                    new TreeMap<>(least));
            DatasetDocument selection = new DatasetSelection(new Archive(store)).select(name, filter, validation);
            if (selection.episodes().isEmpty()) {
                throw new IOException(
                        "no sealed episode of task " + task + " matches; give other options, or record some");
            }
            return datasets.put(selection).document();
        }
        return (number == null ? datasets.newest(name) : datasets.version(name, number))
                .orElseThrow(() -> new IOException("there is no data set '" + name + "'"
                        + (number == null ? "" : " of version " + number) + "; make one with --task"));
    }

    private Path workFolder(DatasetDocument dataset, boolean toStore) {
        if (work != null) {
            return work;
        }
        return toStore
                ? Path.of(System.getProperty("java.io.tmpdir"), "export-" + dataset.name() + "-" + dataset.number())
                : Path.of(out, ".work");
    }

    private int report(DatasetDocument dataset, DatasetInfo info, double seconds, double processor, boolean toStore)
            throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        double recorded = (double) info.totalFrames() / info.fps();
        console.printf(
                "%s version %d: %d episodes, %d frames (%.0f s of robot time) in %.1f s: %.1f x real time,"
                        + " %.1f x a core%n",
                dataset.name(),
                dataset.number(),
                info.totalEpisodes(),
                info.totalFrames(),
                recorded,
                seconds,
                recorded / seconds,
                recorded / processor);
        if (toStore) {
            return 0;
        }
        List<Violation> violations = Conformance.check(Path.of(out));
        violations.forEach(console::println);
        console.println(violations.isEmpty() ? "It conforms to LeRobotDataset v3.0: " + out : "It does not conform.");
        console.flush();
        return violations.isEmpty() ? 0 : 1;
    }
}
