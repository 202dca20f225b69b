package io.teleloop.gateway.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegDecoderTest {
    private final JpegDecoder decoder = new JpegDecoder(80, 48);

    private static void assertPlain(byte[] plane, int expected) {
        for (byte value : plane) {
            assertThat(Byte.toUnsignedInt(value)).isCloseTo(expected, within(2));
        }
    }

    /// Expected values: ITU-R BT.601 in video range.
    private void assertDecodes(Color colour, int y, int u, int v) throws MalformedPictureException {
        JpegDecoder.Planes planes = decoder.decode(Pictures.plain(80, 48, colour));
        assertPlain(planes.y(), y);
        assertPlain(planes.u(), u);
        assertPlain(planes.v(), v);
    }

    @Test
    void coloursShouldComeInVideoRange() throws Exception {
        assertDecodes(Color.BLACK, 16, 128, 128);
        assertDecodes(Color.WHITE, 235, 128, 128);
        assertDecodes(Color.RED, 81, 90, 240);
        assertDecodes(Color.GREEN, 145, 54, 34);
        assertDecodes(Color.BLUE, 41, 240, 110);
    }

    @Test
    void greyPictureShouldHaveNeutralChroma() throws Exception {
        byte[] jpeg = Pictures.plain(80, 48, Color.GRAY, BufferedImage.TYPE_BYTE_GRAY);
        JpegDecoder.Planes planes = decoder.decode(jpeg);
        assertPlain(planes.u(), 128);
        assertPlain(planes.v(), 128);
    }

    @Test
    void pictureOfAnotherSizeShouldBeRefused() {
        assertThatThrownBy(() -> decoder.decode(Pictures.plain(160, 48, Color.RED)))
                .isInstanceOf(MalformedPictureException.class)
                .hasMessageContaining("160 x 48")
                .hasMessageContaining("80 x 48");
    }

    @Test
    void bytesThatAreNoJpegShouldBeRefusedAndTheNextPictureDecoded() throws Exception {
        byte[] good = Pictures.plain(80, 48, Color.RED);
        assertThatThrownBy(() -> decoder.decode(new byte[0])).isInstanceOf(MalformedPictureException.class);
        assertThatThrownBy(() -> decoder.decode(new byte[] {1, 2, 3})).isInstanceOf(MalformedPictureException.class);
        assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(good, 100)))
                .isInstanceOf(MalformedPictureException.class);
        assertDecodes(Color.RED, 81, 90, 240);
    }
}
