package io.teleloop.augmentation.visual;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.augmentation.Augmenter;
import io.teleloop.augmentation.EpisodeBuilder;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Lineage;
import io.teleloop.augmentation.Recording;
import io.teleloop.augmentation.Recording.RecordedSample;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.Step;
import io.teleloop.sim.camera.JpegEncoder;
import io.teleloop.sim.camera.RgbImage;
import io.teleloop.sim.robot.StillScene;
import io.teleloop.sim.robot.StillScene.Sphere;
import io.teleloop.sim.task.Task;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Changes what an episode's cameras saw, procedurally: surfaces, background, distractors, light and where cameras are
/// turned. All else, actions first, stays as it was. Pictures are the recorded ones, changed by masks, so it works on
/// what any camera saw, given masks.
public final class VisualAugmenter implements Augmenter {
    public static final String NAME = "procedural";
    public static final int VERSION = 1;

    private static final float JPEG_QUALITY = 0.85f;
    private static final String CAMERA_PREFIX = Streams.camera("");
    /// Between two looks at where robot and objects are (ns).
    private static final long OCCUPANCY_PERIOD = 100_000_000;

    private final Task task;
    private final VisualRecipe recipe;
    private final JpegEncoder encoder = new JpegEncoder(JPEG_QUALITY);
    private final @Nullable InpaintingNetwork network;
    private @Nullable StillScene scene;

    /// @param task of the simulated robot whose episodes come
    /// @throws IllegalArgumentException when the recipe's network cannot be used
    public VisualAugmenter(Task task, VisualRecipe recipe) {
        this.task = task;
        this.recipe = recipe;
        network = recipe.network();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public String parameters() {
        return recipe.toJson();
    }

    /// @param sources one episode, with its recording and pictures
    @Override
    public Optional<GeneratedEpisode> augment(List<SourceEpisode> sources, String group, long seed) {
        if (sources.size() != 1) {
            throw new IllegalArgumentException(
                    "pictures of one episode are changed at a time, there are " + sources.size() + " sources");
        }
        SourceEpisode source = sources.getFirst();
        Recording recording = source.recording();
        if (recording == null || !recording.whole()) {
            throw new IllegalArgumentException("episode " + source.id()
                    + " has lost readings, or only its steps are known: its pictures cannot be changed");
        }
        if (source.robot().getCamerasCount() == 0) {
            throw new IllegalArgumentException("episode " + source.id() + " has no pictures to change");
        }
        try {
            return Optional.of(augment(source, recording, Lineage.of(this, List.of(source.id()), group, seed), seed));
        } catch (IOException e) {
            throw new UncheckedIOException("episode " + source.id() + " cannot be read", e);
        }
    }

    private GeneratedEpisode augment(SourceEpisode source, Recording recording, Lineage lineage, long seed)
            throws IOException {
        List<RecordedSample> samples = recording.samples();
        MaskSource masks = new SimulatedMasks(scene(), source.robot(), samples);
        VisualRandomization randomization = randomization(source, samples, masks, new SplittableRandom(seed));
        EpisodeBuilder episode = new EpisodeBuilder(lineage, recording.opened());
        for (RecordedSample sample : samples) {
            episode.add(sample.stream(), sample.timeNs(), changed(sample, lineage, masks, randomization));
        }
        return episode.build(recording.outcome(), "as its parent", recording.closedNs());
    }

    private VisualRandomization randomization(
            SourceEpisode source, List<RecordedSample> samples, MaskSource masks, RandomGenerator random) {
        List<Sphere> occupied = new ArrayList<>();
        long last = samples.getLast().timeNs();
        for (long time = samples.getFirst().timeNs(); time <= last; time += OCCUPANCY_PERIOD) {
            occupied.addAll(masks.occupied(time));
        }
        List<String> cameras =
                source.robot().getCamerasList().stream().map(Camera::getName).toList();
        return new VisualRandomization(recipe, network, cameras, occupied, random);
    }

    private ByteString changed(
            RecordedSample sample, Lineage lineage, MaskSource masks, VisualRandomization randomization)
            throws IOException {
        try {
            if (Streams.isCamera(sample.stream())) {
                String camera = sample.stream().substring(CAMERA_PREFIX.length());
                CompressedImage picture = CompressedImage.parseFrom(sample.data());
                return picture.toBuilder()
                        .setData(ByteString.copyFrom(changed(camera, sample.timeNs(), picture, masks, randomization)))
                        .build()
                        .toByteString();
            }
            if (sample.stream().equals(Streams.STEP)) {
                return Step.parseFrom(sample.data()).toBuilder()
                        .setEpisodeId(lineage.id().value())
                        .build()
                        .toByteString();
            }
            return sample.data();
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("stream " + sample.stream() + " does not hold what it should: " + e.getMessage(), e);
        }
    }

    private byte[] changed(
            String camera, long timeNs, CompressedImage picture, MaskSource masks, VisualRandomization randomization)
            throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(picture.getData().toByteArray()));
        if (image == null) {
            throw new IOException("a picture of camera " + camera + " is no JPEG");
        }
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xffffff;
        }
        Masks seen = masks.masks(camera, timeNs);
        if (seen.width() != width || seen.height() != height) {
            throw new IOException("a picture of camera " + camera + " has " + width + " x " + height
                    + " pixels, its masks have " + seen.width() + " x " + seen.height());
        }
        return encoder.encode(new RgbImage(width, height, randomization.apply(camera, pixels, seen)));
    }

    private StillScene scene() {
        StillScene current = scene;
        if (current == null) {
            current = new StillScene(task);
            scene = current;
        }
        return current;
    }

    @Override
    public void close() {
        encoder.close();
        if (network != null) {
            network.close();
        }
    }
}
