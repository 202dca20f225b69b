package io.teleloop.lerobot;

import io.teleloop.lerobot.video.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small data set with features of every kind.
final class SampleData {
    static final int FPS = 30;
    static final int WIDTH = 64;
    static final int HEIGHT = 48;
    static final String FRONT = "observation.images.front";
    static final String WRIST = "observation.images.wrist";
    static final String STATE = "observation.state";

    static final DatasetSchema SCHEMA = new DatasetSchema(
            FPS,
            "arm",
            List.of(
                    Feature.vector(STATE, DataType.FLOAT32, List.of("x", "y", "z")),
                    Feature.vector("action", DataType.FLOAT64, List.of("x", "y")),
                    new Feature("observation.touch", DataType.FLOAT32, List.of(2, 3), null),
                    Feature.scalar("next.success", DataType.BOOL),
                    Feature.scalar("next.reward", DataType.FLOAT32),
                    Feature.scalar("complementary_info.time", DataType.INT64),
                    Feature.scalar("operator", DataType.STRING),
                    Feature.camera(FRONT, HEIGHT, WIDTH),
                    Feature.camera(WRIST, HEIGHT, WIDTH)),
            List.of(Feature.scalar("success", DataType.BOOL), Feature.scalar("source", DataType.STRING)),
            Map.of("made_by", Map.of("name", "test", "version", 3)));

    private SampleData() {}

    static EpisodeSource episode(String id, int frames, String task, String split) {
        return new EpisodeSource() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public String split() {
                return split;
            }

            @Override
            public Map<String, Object> attributes() {
                return Map.of("success", frames % 2 == 0, "source", id);
            }

            @Override
            public void writeTo(FrameSink sink) throws IOException {
                for (int k = 0; k < frames; k++) {
                    sink.add(new Frame(task, values(id.hashCode() % 50, k, k == frames - 1)));
                }
            }
        };
    }

    static List<EpisodeSource> episodes() {
        return List.of(
                episode("a", 12, "push the block", "train"),
                episode("b", 7, "insert the peg", "train"),
                episode("c", 9, "push the block", "validation"));
    }

    static Map<String, Object> values(int seed, int k, boolean last) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(STATE, new float[] {seed + k * 0.25f, -k, 1});
        values.put("action", List.of(seed / 3.0, k / 7.0));
        values.put("observation.touch", new float[][] {{k, 2, 3}, {4, 5, seed}});
        values.put("next.success", last);
        values.put("next.reward", last ? 1f : 0f);
        values.put("complementary_info.time", 1_700_000_000_000_000_000L + k * 33_333_333L);
        values.put("operator", k % 2 == 0 ? "ada" : "");
        values.put(FRONT, gradient(seed + 4 * k));
        values.put(WRIST, gradient(200 - 4 * k));
        return values;
    }

    /// Red grows to the right, green downwards, blue is even.
    static Picture.Rgb gradient(int blue) {
        byte[] pixels = new byte[3 * WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = 3 * (y * WIDTH + x);
                pixels[at] = (byte) (255 * x / WIDTH);
                pixels[at + 1] = (byte) (255 * y / HEIGHT);
                pixels[at + 2] = (byte) Math.clamp(blue, 0, 255);
            }
        }
        return new Picture.Rgb(WIDTH, HEIGHT, pixels);
    }

    static DatasetInfo write(Path folder) throws IOException {
        return writer(folder).write(episodes());
    }

    static DatasetWriter writer(Path folder) {
        return new DatasetWriter(SCHEMA, DatasetLimits.DEFAULT, new FolderSink(folder), folder.resolve(".work"));
    }

    /// Hash of each file by its path.
    static SortedMap<String, String> hashes(Path folder) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(Files::isRegularFile).forEach(files::add);
        }
        files.forEach(file -> hashes.put(folder.relativize(file).toString(), hash(file)));
        return hashes;
    }

    private static String hash(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
