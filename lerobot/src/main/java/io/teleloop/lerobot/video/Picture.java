package io.teleloop.lerobot.video;

/// One frame of a camera.
public sealed interface Picture {
    /// A JPEG file.
    record Jpeg(byte[] bytes) implements Picture {}

    /// Pixels.
    ///
    /// @param bytes `height` rows from the top of `width` times red, green, blue
    record Rgb(int width, int height, byte[] bytes) implements Picture {
        public Rgb {
            if (width < 1 || height < 1 || bytes.length != 3L * width * height) {
                throw new IllegalArgumentException(
                        bytes.length + " bytes are no " + width + " x " + height + " pixels");
            }
        }
    }
}
