package io.teleloop.datasets.bench;

import io.teleloop.lerobot.DataType;
import io.teleloop.lerobot.DatasetLimits;
import io.teleloop.lerobot.DatasetSchema;
import io.teleloop.lerobot.DatasetWriter;
import io.teleloop.lerobot.EpisodeSource;
import io.teleloop.lerobot.Feature;
import io.teleloop.lerobot.FolderSink;
import io.teleloop.lerobot.Frame;
import io.teleloop.lerobot.FrameSink;
import io.teleloop.lerobot.video.VideoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures how many times faster than real time episodes of two cameras, 640 x 480 at 30 pictures a second, become a
/// data set: from pictures as they are recorded to finished files.
@Command(
        name = "teleloop bench export",
        description = "Measure how much faster than real time episodes of two cameras (640 x 480, 30 Hz) are exported.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ExportBench implements Callable<Integer> {
    private static final int FPS = 30;
    private static final int FRAMES = 10 * FPS;
    private static final int NUMBERS = 20;

    @Option(names = "--episodes", description = "Of 10 s each; default: 20.")
    private int episodes = 20;

    @Option(names = "--noise", description = "Of the pictures, of 255; default: 3.")
    private int noise = 3;

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ExportBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        SyntheticPictures pictures = new SyntheticPictures(noise);
        System.out.printf(
                Locale.ROOT,
                "%d episodes of 10 s, 2 cameras of 640 x 480 at %d Hz, JPEG of %d kB a picture, noise %d%n"
                        + "| video | x real time | x real time a core | MB | resident MB: first episode | last |%n"
                        + "|---|---|---|---|---|---|%n",
                episodes,
                FPS,
                pictures.meanBytes() / 1000,
                noise);
        for (VideoCodec codec : VideoCodec.values()) {
            measure(codec, pictures);
        }
        return CommandLine.ExitCode.OK;
    }

    private void measure(VideoCodec codec, SyntheticPictures pictures) throws IOException {
        Path folder = Files.createTempDirectory("export-bench");
        try {
            DatasetSchema schema = new DatasetSchema(
                    FPS,
                    "bench",
                    List.of(
                            new Feature("observation.state", DataType.FLOAT32, List.of(NUMBERS), null),
                            Feature.camera(
                                    "observation.images.scene", SyntheticPictures.HEIGHT, SyntheticPictures.WIDTH),
                            Feature.camera(
                                    "observation.images.wrist", SyntheticPictures.HEIGHT, SyntheticPictures.WIDTH)),
                    List.of(),
                    codec,
                    Map.of());
            long[] resident = new long[episodes];
            List<EpisodeSource> sources = IntStream.range(0, episodes)
                    .<EpisodeSource>mapToObj(episode -> new SyntheticEpisode(episode, pictures, resident))
                    .toList();
            long begun = System.nanoTime();
            double worked = ProcessorTime.seconds();
            new DatasetWriter(
                            schema,
                            DatasetLimits.DEFAULT,
                            new FolderSink(folder.resolve("out")),
                            folder.resolve("work"))
                    .write(sources);
            double recorded = (double) episodes * FRAMES / FPS;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %d | %d | %d |%n",
                    codec.label(),
                    recorded / ((System.nanoTime() - begun) * 1e-9),
                    recorded / (ProcessorTime.seconds() - worked),
                    bytes(folder) / 1_000_000,
                    resident[0] / 1000,
                    resident[episodes - 1] / 1000);
        } finally {
            delete(folder);
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(folder)) {
            files = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /// An episode of moving pictures.
    ///
    /// @param resident where each episode notes how much memory the process had at its end (kB)
    private record SyntheticEpisode(int episode, SyntheticPictures pictures, long[] resident) implements EpisodeSource {
        @Override
        public String id() {
            return "episode-" + episode;
        }

        @Override
        public Map<String, Object> attributes() {
            return Map.of();
        }

        @Override
        public void writeTo(FrameSink sink) throws IOException {
            float[] state = new float[NUMBERS];
            for (int frame = 0; frame < FRAMES; frame++) {
                state[frame % NUMBERS] = frame;
                sink.add(new Frame(
                        "move",
                        Map.of(
                                "observation.state", state.clone(),
                                "observation.images.scene", pictures.at(frame),
                                "observation.images.wrist", pictures.at(frame + FRAMES / 2))));
            }
            resident[episode] = residentKb();
        }

        private static long residentKb() throws IOException {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0);
            }
        }
    }
}
