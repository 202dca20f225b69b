package io.teleloop.datasets.bench;

import io.teleloop.lerobot.video.Picture;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A table with things that move before a still background, through a noisy camera, as JPEG.
final class SyntheticPictures {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    private static final int COUNT = 150;
    private static final float QUALITY = 0.85f;
    private static final int BODIES = 6;

    private final List<Picture.Jpeg> pictures = new ArrayList<>();

    /// @param noise standard deviation, of 255
    SyntheticPictures(int noise) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int number = 0; number < COUNT; number++) {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            draw(image.createGraphics(), 2 * Math.PI * number / COUNT);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    image.setRGB(x, y, noisy(image.getRGB(x, y), noise * random.nextGaussian()));
                }
            }
            pictures.add(new Picture.Jpeg(jpeg(image)));
        }
    }

    private static void draw(Graphics2D graphics, double phase) {
        graphics.setPaint(new GradientPaint(0, 0, Color.LIGHT_GRAY, WIDTH, HEIGHT, Color.DARK_GRAY));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        for (int body = 0; body < BODIES; body++) {
            double angle = phase + body;
            graphics.setColor(Color.getHSBColor(body / (float) BODIES, 0.7f, 0.8f));
            graphics.fillRoundRect(
                    (int) (WIDTH / 2.0 + 30 * (body + 1) * Math.cos(angle)),
                    (int) (HEIGHT / 2.0 + 25 * (body + 1) * Math.sin(angle)),
                    60,
                    90,
                    20,
                    20);
        }
        graphics.dispose();
    }

    private static int noisy(int rgb, double change) {
        int noisy = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            noisy |= (int) Math.clamp(((rgb >> shift) & 0xff) + change, 0, 255) << shift;
        }
        return noisy;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// The pictures in a loop; each time another object.
    Picture.Jpeg at(int number) {
        return new Picture.Jpeg(pictures.get(number % COUNT).bytes());
    }

    int meanBytes() {
        return pictures.stream().mapToInt(picture -> picture.bytes().length).sum() / COUNT;
    }
}
