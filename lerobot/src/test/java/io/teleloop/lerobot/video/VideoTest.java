package io.teleloop.lerobot.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoTest {
    private static final VideoFormat FORMAT = new VideoFormat(64, 48, 30, VideoCodec.H264);
    private static final int COLOUR_ERROR = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void framesShouldBeOnTheGridAndInOrder() throws IOException {
        Path video =
                write("a.mp4", IntStream.range(0, 31).mapToObj(VideoTest::grey).toList());

        VideoFacts facts = VideoFacts.of(video);

        assertThat(facts.codec()).isEqualTo("h264");
        assertThat(facts.pixelFormat()).isEqualTo("yuv420p");
        assertThat(facts.reordered()).isFalse();
        assertThat(facts.times()).hasSize(31);
        for (int k = 0; k < facts.times().length; k++) {
            assertThat(facts.times()[k]).isEqualTo(k / 30.0, Offset.offset(1e-9));
        }
    }

    @Test
    void theSamePicturesShouldGiveTheSameBytes() throws IOException {
        List<Picture> pictures = List.of(grey(3), grey(9), jpeg(120), grey(200));

        assertThat(write("a.mp4", pictures)).hasSameBinaryContentAs(write("b.mp4", pictures));
    }

    @Test
    void framesShouldComeBackWithTheirColoursInAnyOrder() throws IOException {
        Path video =
                write("a.mp4", IntStream.range(0, 40).mapToObj(k -> grey(6 * k)).toList());

        try (VideoDecoder decoder = VideoDecoder.open(video)) {
            for (int k : new int[] {0, 1, 2, 2, 39, 5, 6, 38, 0}) {
                assertThat(Byte.toUnsignedInt(decoder.at(k / 30.0).bytes()[0]))
                        .isBetween(6 * k - COLOUR_ERROR, 6 * k + COLOUR_ERROR);
            }
        }
    }

    @Test
    void jpegAndPixelsShouldGiveTheSameColours() throws IOException {
        Path video = write("a.mp4", List.of(jpeg(10), grey(10), jpeg(240), grey(240)));

        try (VideoDecoder decoder = VideoDecoder.open(video)) {
            int[] colours = IntStream.range(0, 4).map(k -> colour(decoder, k)).toArray();
            assertThat(colours[0]).isBetween(colours[1] - 3, colours[1] + 3).isBetween(7, 13);
            assertThat(colours[2]).isBetween(colours[3] - 3, colours[3] + 3).isBetween(237, 243);
        }
    }

    @Test
    void aTimeWithoutAFrameShouldBeRefused() throws IOException {
        Path video = write("a.mp4", List.of(grey(1), grey(2)));

        try (VideoDecoder decoder = VideoDecoder.open(video)) {
            assertThatThrownBy(() -> decoder.at(0.01)).isInstanceOf(VideoException.class);
            assertThatThrownBy(() -> decoder.at(5)).isInstanceOf(VideoException.class);
        }
    }

    @Test
    void pictureThatCannotBeUsedShouldBeRefused() throws IOException {
        try (CameraTrack track = CameraTrack.open(folder.resolve("a.mp4"), FORMAT)) {
            assertThatThrownBy(() -> track.add(new Picture.Jpeg(new byte[] {1, 2, 3})))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining("JPEG");
            assertThatThrownBy(() -> track.add(new Picture.Rgb(2, 2, new byte[12])))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining("2 x 2");
        }
    }

    @Test
    void aFileThatIsNoVideoShouldBeRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "no video at all");

        assertThatThrownBy(() -> VideoFacts.of(file)).isInstanceOf(VideoException.class);
        assertThatThrownBy(() -> VideoDecoder.open(file)).isInstanceOf(VideoException.class);
    }

    @Test
    void jpegPicturesShouldBeCopiedAsTheyAre() throws IOException {
        VideoFormat copied = new VideoFormat(64, 48, 30, VideoCodec.MJPEG);
        List<Picture.Jpeg> pictures = List.of(jpeg(10), jpeg(10), jpeg(200));
        Path video = write("a.mp4", pictures, copied);

        VideoFacts facts = VideoFacts.of(video);
        assertThat(facts.codec()).isEqualTo("mjpeg");
        assertThat(facts.pixelFormat()).isEqualTo("yuvj420p");
        assertThat(facts.times()).hasSize(3);
        assertThat(facts.times()[2]).isEqualTo(2 / 30.0, Offset.offset(1e-9));
        byte[] file = Files.readAllBytes(video);
        for (Picture.Jpeg picture : pictures) {
            assertThat(Collections.indexOfSubList(listOf(file), listOf(picture.bytes())))
                    .isPositive();
        }
        try (VideoDecoder decoder = VideoDecoder.open(video)) {
            assertThat(colour(decoder, 1)).isBetween(7, 13);
            assertThat(colour(decoder, 2)).isBetween(197, 203);
        }
        assertThatThrownBy(() -> write("b.mp4", List.of(grey(1)), copied))
                .hasMessageContaining("write the videos as h264");
    }

    @Test
    void aPictureOnceMoreShouldBeThatPicture() throws IOException {
        Picture.Jpeg one = jpeg(120);
        Picture.Jpeg equal = new Picture.Jpeg(one.bytes().clone());

        assertThat(write("a.mp4", List.of(one, one, one, grey(3), one)))
                .hasSameBinaryContentAs(write("b.mp4", List.of(one, equal, one, grey(3), one)));
    }

    private static List<Byte> listOf(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte each : bytes) {
            list.add(each);
        }
        return list;
    }

    private Path write(String name, List<? extends Picture> pictures) throws IOException {
        return write(name, pictures, FORMAT);
    }

    private Path write(String name, List<? extends Picture> pictures, VideoFormat format) throws IOException {
        Path video = folder.resolve(name);
        try (CameraThread track = CameraThread.open(video, format)) {
            for (Picture picture : pictures) {
                track.add(picture);
            }
            track.finish();
        }
        return video;
    }

    private static int colour(VideoDecoder decoder, int frame) {
        try {
            return Byte.toUnsignedInt(decoder.at(frame / 30.0).bytes()[0]);
        } catch (VideoException e) {
            throw new AssertionError(e);
        }
    }

    private static Picture.Rgb grey(int value) {
        byte[] pixels = new byte[3 * FORMAT.width() * FORMAT.height()];
        Arrays.fill(pixels, (byte) value);
        return new Picture.Rgb(FORMAT.width(), FORMAT.height(), pixels);
    }

    private static Picture.Jpeg jpeg(int value) throws IOException {
        BufferedImage image = new BufferedImage(FORMAT.width(), FORMAT.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < FORMAT.height(); y++) {
            for (int x = 0; x < FORMAT.width(); x++) {
                image.setRGB(x, y, value * 0x010101);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return new Picture.Jpeg(bytes.toByteArray());
    }
}
