package io.teleloop.augmentation.visual;

import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import java.util.random.RandomGenerator;

/// A camera that is turned a little about its own centre: what it sees is the old picture, warped, whatever the depth.
///
/// @param turn from the turned camera's axes to the recorded one's
record CameraTurn(Quaternion turn) {
    static CameraTurn random(double largestDegrees, RandomGenerator random) {
        double largest = Math.toRadians(largestDegrees);
        return new CameraTurn(Quaternion.ofRotationVector(new Vec3(
                largest * (2 * random.nextDouble() - 1),
                largest * (2 * random.nextDouble() - 1),
                largest * (2 * random.nextDouble() - 1))));
    }

    /// Where the recorded picture shows nothing, its edge goes on.
    int[] warp(int[] pixels, Masks masks) {
        int width = masks.width();
        int height = masks.height();
        int[] turned = new int[pixels.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Vec3 ray = turn.rotate(Distractor.ray(masks, x, y));
                double column = width / 2.0 + masks.focal() * ray.x() / ray.z() - 0.5;
                double row = height / 2.0 + masks.focal() * ray.y() / ray.z() - 0.5;
                turned[y * width + x] = bilinear(pixels, width, height, column, row);
            }
        }
        return turned;
    }

    private static int bilinear(int[] pixels, int width, int height, double column, double row) {
        double x = Math.clamp(column, 0, width - 1.0);
        double y = Math.clamp(row, 0, height - 1.0);
        int left = (int) Math.min(x, width - 2.0);
        int top = (int) Math.min(y, height - 2.0);
        double right = x - left;
        double down = y - top;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double above = channel(pixels[top * width + left], shift) * (1 - right)
                    + channel(pixels[top * width + left + 1], shift) * right;
            double below = channel(pixels[(top + 1) * width + left], shift) * (1 - right)
                    + channel(pixels[(top + 1) * width + left + 1], shift) * right;
            rgb |= (int) Math.round(above * (1 - down) + below * down) << shift;
        }
        return rgb;
    }

    private static int channel(int rgb, int shift) {
        return (rgb >> shift) & 0xff;
    }
}
