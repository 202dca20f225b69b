package io.teleloop.augmentation.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Lineage;
import io.teleloop.augmentation.Recording;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmentation.simulation.SimulatedStage;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Provenance;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.Step;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;
import io.teleloop.sim.camera.RgbImage;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.robot.StillScene;
import io.teleloop.sim.robot.StillScene.Sphere;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import io.teleloop.sim.world.Actions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisualAugmenterTest {
    private static final Task TASK = Tasks.named("peg-insertion");
    private static final int TICKS = 8;
    private static final long SEED = 5;
    private static final VisualRecipe PLAIN = new VisualRecipe(List.of("hole"), false, 0, 0, 0, null, 0.1);

    private static SourceEpisode source;
    private static Performed recording;

    private record Performed(GeneratedEpisode episode) implements Recording {
        @Override
        public EpisodeOpened opened() {
            return episode.opened().toBuilder().clearProvenance().build();
        }

        @Override
        public Outcome outcome() {
            return Outcome.SUCCESS;
        }

        @Override
        public long closedNs() {
            return episode.records().getLast().getClosed().getTimeNs();
        }

        @Override
        public List<RecordedSample> samples() {
            return VisualAugmenterTest.samples(episode)
                    .map(sample -> new RecordedSample(sample.getStream(), sample.getCaptureTimeNs(), sample.getData()))
                    .toList();
        }

        @Override
        public boolean whole() {
            return true;
        }
    }

    @BeforeAll
    static void perform() {
        try (SimulatedStage stage = new SimulatedStage(TASK, "sim-1", true)) {
            ExpertObservation now = stage.reset(SEED, ResetRange.D0);
            EpisodeId id = EpisodeId.at(Instant.parse("2026-03-01T10:00:00.123Z"), new SplittableRandom(SEED));
            stage.roll(new Lineage(id, Provenance.getDefaultInstance()));
            ScriptedExpert expert = TASK.expert(1, SEED);
            for (int tick = 0; tick < TICKS; tick++) {
                now = stage.act(Actions.vector(expert.act(now)));
            }
            GeneratedEpisode performed = stage.finish();
            recording = new Performed(performed);
            source = new SourceEpisode(id, stage.robot(), performed.steps(), List.of(), recording);
        }
    }

    @Test
    void picturesShouldChangeAndNothingElse() {
        GeneratedEpisode before = recording.episode();
        GeneratedEpisode after = augmented(VisualRecipe.DEFAULT, 1);

        assertThat(after.provenance().getAugmenter()).isEqualTo("procedural");
        assertThat(after.provenance().getParentsList())
                .containsExactly(source.id().value());
        List<Sample> old = samples(before).toList();
        List<Sample> changed = samples(after).toList();
        assertThat(changed).hasSameSizeAs(old);
        for (int i = 0; i < old.size(); i++) {
            Sample was = old.get(i);
            Sample is = changed.get(i);
            assertThat(is.getStream()).isEqualTo(was.getStream());
            assertThat(is.getSequence()).isEqualTo(was.getSequence());
            assertThat(is.getCaptureTimeNs()).isEqualTo(was.getCaptureTimeNs());
            if (Streams.isCamera(is.getStream())) {
                assertThat(is.getData()).isNotEqualTo(was.getData());
            } else if (!is.getStream().equals(Streams.STEP)) {
                assertThat(is.getData()).isEqualTo(was.getData());
            }
        }
        assertThat(after.steps().stream()
                        .map(step -> step.toBuilder().clearEpisodeId().build()))
                .containsExactlyElementsOf(before.steps().stream()
                        .map(step -> step.toBuilder().clearEpisodeId().build())
                        .toList());
        assertThat(after.steps())
                .extracting(Step::getEpisodeId)
                .containsOnly(after.id().value());
    }

    @Test
    void theSameSeedShouldGiveTheSameBytesAndAnotherSeedOthers() {
        GeneratedEpisode first = augmented(VisualRecipe.DEFAULT, 1);
        assertThat(augmented(VisualRecipe.DEFAULT, 1)).isEqualTo(first);
        assertThat(picture(augmented(VisualRecipe.DEFAULT, 2))).isNotEqualTo(picture(first));
    }

    @Test
    void onlyWhatIsMaskedShouldGetAnotherSurface() throws Exception {
        Masks masks = masks();
        BufferedImage before = image(picture(recording.episode()));
        BufferedImage after = image(picture(augmented(PLAIN, 3)));
        int hole = masks.names().indexOf("hole");
        double inside = 0;
        double outside = 0;
        int pixelsInside = 0;
        for (int y = 0; y < masks.height(); y++) {
            for (int x = 0; x < masks.width(); x++) {
                double difference = difference(before.getRGB(x, y), after.getRGB(x, y));
                if (masks.label()[y * masks.width() + x] == hole) {
                    inside += difference;
                    pixelsInside++;
                } else {
                    outside += difference;
                }
            }
        }
        int pixelsOutside = masks.width() * masks.height() - pixelsInside;
        assertThat(pixelsInside).isGreaterThan(500);
        assertThat(inside / pixelsInside).isGreaterThan(20);
        // What is left is JPEG's.
        assertThat(outside / pixelsOutside).isLessThan(1);
    }

    @Test
    void masksShouldLieOverWhatThePicturesShow() throws Exception {
        Masks masks = masks();
        BufferedImage picture = image(picture(recording.episode()));
        int peg = masks.names().indexOf("peg");
        int red = 0;
        int all = 0;
        for (int y = 0; y < masks.height(); y++) {
            for (int x = 0; x < masks.width(); x++) {
                if (masks.label()[y * masks.width() + x] == peg) {
                    Colour colour = Colour.of(picture.getRGB(x, y) & 0xffffff);
                    red += colour.red() > 1.3f * colour.blue() ? 1 : 0;
                    all++;
                }
            }
        }
        assertThat(all).isGreaterThan(50);
        assertThat(red / (double) all).isGreaterThan(0.85);
    }

    @Test
    void distractorsShouldKeepAwayFromEverything() {
        List<Sphere> occupied = List.of(new Sphere(new Vec3(0.5, 0, 0.12), 0.2));
        for (long seed = 0; seed < 50; seed++) {
            List<Distractor> placed = Distractor.place(3, 0.1, occupied, new SplittableRandom(seed));
            assertThat(placed).isNotEmpty();
            for (Distractor one : placed) {
                assertThat(Distractor.collides(one.body(), occupied.getFirst())).isFalse();
                assertThat(one.body().centre().z()).isCloseTo(0.1 + one.body().radius(), within(1e-12));
                assertThat(placed)
                        .allMatch(other -> other.equals(one) || !Distractor.collides(one.body(), other.body()));
            }
        }
        assertThat(Distractor.place(3, 0.1, List.of(new Sphere(Vec3.ZERO, 5)), new SplittableRandom(1)))
                .isEmpty();
    }

    @Test
    void whatCannotBeUsedShouldBeSaid() {
        try (VisualAugmenter augmenter = new VisualAugmenter(TASK, PLAIN)) {
            SourceEpisode steps = new SourceEpisode(source.id(), source.robot(), source.steps(), List.of());
            assertThatThrownBy(() -> augmenter.augment(List.of(steps), "group", 1))
                    .hasMessageContaining("only its steps are known");
            assertThatThrownBy(() -> augmenter.augment(List.of(source, source), "group", 1))
                    .hasMessageContaining("2 sources");
        }
        assertThatThrownBy(() -> new VisualRecipe(List.of(), true, 4, 0, 0, null, 0.1))
                .hasMessageContaining("0 to 3");
    }

    @Test
    void aNetworkShouldPaintWhatTheRecipeNames(@TempDir Path folder) throws Exception {
        Path model = folder.resolve("green.onnx");
        Files.write(model, paintsGreen(640, 480));
        String sha256 = Sha256.hex(Files.readAllBytes(model));
        VisualRecipe recipe = new VisualRecipe(
                List.of(), false, 0, 0, 0, new VisualRecipe.Inpainting(List.of("hole"), model.toString(), sha256), 0.1);
        RgbImage before = new RgbImage(640, 480, new int[640 * 480]);
        Masks masks = masks();
        try (InpaintingNetwork network = InpaintingNetwork.load(model, sha256)) {
            int[] after = new VisualRandomization(recipe, network, List.of("scene"), List.of(), new SplittableRandom(1))
                    .apply("scene", before.pixels(), masks);
            int hole = masks.names().indexOf("hole");
            for (int pixel = 0; pixel < after.length; pixel++) {
                assertThat(after[pixel]).isEqualTo(masks.label()[pixel] == hole ? 0x00ff00 : 0);
            }
        }
        assertThat(recipe.toJson()).contains(sha256);
        assertThatThrownBy(() -> InpaintingNetwork.load(model, "0")).hasMessageContaining(sha256);
    }

    /// Where the mask is 1, green.
    private static byte[] paintsGreen(int width, int height) {
        OnnxGraph graph = new OnnxGraph("green");
        Value image = graph.input("image", 1, 3, height, width);
        Value mask = graph.input("mask", 1, 1, height, width);
        Value kept = graph.subtract(image, graph.multiply(image, mask));
        Value green = graph.multiply(mask, graph.constant(new float[] {0, 1, 0}, 1, 3, 1, 1));
        graph.output("painted", graph.add(kept, green), 1, 3, height, width);
        return graph.toBytes();
    }

    private static Masks masks() {
        List<Recording.RecordedSample> samples = recording.samples();
        return new SimulatedMasks(new StillScene(TASK), source.robot(), samples)
                .masks("scene", samples.getFirst().timeNs());
    }

    private static GeneratedEpisode augmented(VisualRecipe recipe, long seed) {
        try (VisualAugmenter augmenter = new VisualAugmenter(TASK, recipe)) {
            return augmenter.augment(List.of(source), "group", seed).orElseThrow();
        }
    }

    private static Stream<Sample> samples(GeneratedEpisode episode) {
        return episode.records().stream().filter(EpisodeRecord::hasSample).map(EpisodeRecord::getSample);
    }

    private static Sample picture(GeneratedEpisode episode) {
        return samples(episode)
                .filter(sample -> sample.getStream().equals(Streams.camera("scene")))
                .findFirst()
                .orElseThrow();
    }

    private static BufferedImage image(Sample picture) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(
                CompressedImage.parseFrom(picture.getData()).getData().toByteArray()));
    }

    private static double difference(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            sum += Math.abs(((one >> shift) & 0xff) - ((other >> shift) & 0xff));
        }
        return sum / 3.0;
    }
}
