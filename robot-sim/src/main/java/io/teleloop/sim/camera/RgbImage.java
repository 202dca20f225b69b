package io.teleloop.sim.camera;

import java.awt.image.BufferedImage;

/// A picture.
///
/// @param pixels width x height, row by row from the top left, 0xRRGGBB
@SuppressWarnings("ArrayRecordComponent") // a picture is handed over, never compared
public record RgbImage(int width, int height, int[] pixels) {
    public RgbImage {
        if (pixels.length != width * height) {
            throw new IllegalArgumentException(
                    "A picture of " + width + " x " + height + " cannot have " + pixels.length + " pixels");
        }
    }

    /// A copy for `java.awt` and `javax.imageio`.
    public BufferedImage toBufferedImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        return image;
    }
}
