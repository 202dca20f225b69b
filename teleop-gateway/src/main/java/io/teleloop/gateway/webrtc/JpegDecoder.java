package io.teleloop.gateway.webrtc;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Decodes camera pictures to the planes that video encoders take: luma at full and chroma at half resolution, both in
/// video range. JPEG stores full-range YCbCr (JFIF), so no RGB is needed on the way. Not thread-safe.
final class JpegDecoder implements AutoCloseable {
    /// The planes of one picture, reused for the next: rows without gaps.
    record Planes(byte[] y, byte[] u, byte[] v) {}

    private static final int SCALE_BITS = 16;
    private static final byte[] LUMA = new byte[256];
    private static final byte[] CHROMA = new byte[256];

    static {
        for (int value = 0; value < 256; value++) {
            LUMA[value] = (byte) Math.round(16 + value * 219.0 / 255);
            CHROMA[value] = (byte) Math.round(128 + (value - 128) * 224.0 / 255);
        }
    }

    private final int width;
    private final int height;
    private final Planes planes;
    private final ImageReader reader;

    /// @param width even
    /// @param height even
    JpegDecoder(int width, int height) {
        this.width = width;
        this.height = height;
        planes = new Planes(new byte[width * height], new byte[width * height / 4], new byte[width * height / 4]);
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) {
            throw new IllegalStateException("this Java runtime has no JPEG reader; use a JDK with java.desktop");
        }
        reader = readers.next();
    }

    /// @return planes that the next call overwrites
    Planes decode(byte[] jpeg) throws MalformedPictureException {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            // The header is read before any pixels, so a picture of absurd size costs nothing.
            int actualWidth = reader.getWidth(0);
            int actualHeight = reader.getHeight(0);
            if (actualWidth != width || actualHeight != height) {
                throw new MalformedPictureException("picture is " + actualWidth + " x " + actualHeight
                        + ", but the robot described " + width + " x " + height);
            }
            convert(reader.readRaster(0, null), isRgb(jpeg));
            return planes;
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
            throw new MalformedPictureException(
                    "picture of " + jpeg.length + " bytes is no JPEG: " + e.getMessage(), e);
        } finally {
            reader.reset();
        }
    }

    private void convert(Raster raster, boolean rgb) throws MalformedPictureException {
        if (!(raster.getDataBuffer() instanceof DataBufferByte buffer)
                || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
                || (model.getNumBands() != 3 && model.getNumBands() != 1)) {
            throw new MalformedPictureException(
                    "picture has " + raster.getNumBands() + " channels; send colour or grey JPEG of 8 bits");
        }
        byte[] pixels = buffer.getData();
        int[] offsets = model.getBandOffsets();
        if (model.getNumBands() == 1) {
            convertGrey(pixels, offsets[0], model.getScanlineStride());
            return;
        }
        if (rgb) {
            toYcbcr(pixels, offsets);
        }
        convertYcbcr(pixels, offsets, model.getScanlineStride());
    }

    private void convertGrey(byte[] pixels, int offset, int stride) {
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                planes.y()[row * width + column] = LUMA[pixels[offset + row * stride + column] & 0xff];
            }
        }
        Arrays.fill(planes.u(), (byte) 128);
        Arrays.fill(planes.v(), (byte) 128);
    }

    private void convertYcbcr(byte[] pixels, int[] offsets, int stride) {
        byte[] y = planes.y();
        byte[] u = planes.u();
        byte[] v = planes.v();
        int luma = offsets[0];
        int blue = offsets[1] - offsets[0];
        int red = offsets[2] - offsets[0];
        int chroma = 0;
        for (int row = 0; row < height; row += 2) {
            int in = luma + row * stride;
            int out = row * width;
            for (int column = 0; column < width; column += 2) {
                y[out] = LUMA[pixels[in] & 0xff];
                y[out + 1] = LUMA[pixels[in + 3] & 0xff];
                y[out + width] = LUMA[pixels[in + stride] & 0xff];
                y[out + width + 1] = LUMA[pixels[in + stride + 3] & 0xff];
                u[chroma] = CHROMA[mean(pixels, in + blue, stride)];
                v[chroma] = CHROMA[mean(pixels, in + red, stride)];
                chroma++;
                in += 6;
                out += 2;
            }
        }
    }

    /// Mean of one channel over 2 x 2 pixels.
    private static int mean(byte[] pixels, int at, int stride) {
        return ((pixels[at] & 0xff)
                        + (pixels[at + 3] & 0xff)
                        + (pixels[at + stride] & 0xff)
                        + (pixels[at + stride + 3] & 0xff)
                        + 2)
                >> 2;
    }

    /// In place, with the coefficients of JFIF (ITU-R BT.601, full range).
    private static void toYcbcr(byte[] pixels, int[] offsets) {
        int half = 1 << (SCALE_BITS - 1);
        for (int at = 0; at + 2 < pixels.length; at += 3) {
            int r = pixels[at + offsets[0]] & 0xff;
            int g = pixels[at + offsets[1]] & 0xff;
            int b = pixels[at + offsets[2]] & 0xff;
            int centre = (128 << SCALE_BITS) + half;
            pixels[at + offsets[0]] = (byte) ((19595 * r + 38470 * g + 7471 * b + half) >> SCALE_BITS);
            pixels[at + offsets[1]] = clamp((-11059 * r - 21709 * g + 32768 * b + centre) >> SCALE_BITS);
            pixels[at + offsets[2]] = clamp((32768 * r - 27439 * g - 5329 * b + centre) >> SCALE_BITS);
        }
    }

    private static byte clamp(int value) {
        return (byte) Math.clamp(value, 0, 255);
    }

    /// Whether the file says that its three components are red, green and blue: by Adobe's marker (transform 0) or by
    /// the components' names.
    private static boolean isRgb(byte[] jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
            int marker = jpeg[at + 1] & 0xff;
            int length = (jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff);
            boolean whole = at + 2 + length <= jpeg.length;
            if (marker == 0xee && length >= 14 && whole && jpeg[at + 4] == 'A' && jpeg[at + 5] == 'd') {
                return jpeg[at + 15] == 0;
            }
            if ((marker == 0xc0 || marker == 0xc2) && length >= 17 && whole) {
                return jpeg[at + 10] == 'R' && jpeg[at + 13] == 'G' && jpeg[at + 16] == 'B';
            }
            if (marker == 0xda) {
                return false;
            }
            at += 2 + length;
        }
        return false;
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
