package io.teleloop.augmentation.visual;

import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.robot.StillScene.Sphere;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A ball on the table that has nothing to do with the task.
record Distractor(Sphere body, Colour colour) {
    private static final double SMALLEST = 0.015;
    private static final double LARGEST = 0.035;
    /// Room that is kept to robot and objects (m).
    private static final double CLEARANCE = 0.01;
    private static final int TRIES = 200;
    private static final double[] X = {0.3, 0.75};
    private static final double[] Y = {-0.4, 0.4};
    private static final Vec3 LIGHT = new Vec3(0.30, -0.38, 0.87);
    private static final float AMBIENT = 0.45f;

    /// Puts some on the table where nothing ever is; fewer when there is no room.
    ///
    /// @param occupied by robot and objects at any time of the episode
    static List<Distractor> place(int count, double table, List<Sphere> occupied, RandomGenerator random) {
        List<Distractor> placed = new ArrayList<>();
        List<Sphere> taken = new ArrayList<>(occupied);
        for (int tries = 0; tries < TRIES && placed.size() < count; tries++) {
            double radius = random.nextDouble(SMALLEST, LARGEST);
            Vec3 centre = new Vec3(random.nextDouble(X[0], X[1]), random.nextDouble(Y[0], Y[1]), table + radius);
            Sphere body = new Sphere(centre, radius);
            Colour colour = Colour.random(random);
            if (taken.stream().noneMatch(other -> collides(body, other))) {
                taken.add(body);
                placed.add(new Distractor(body, colour));
            }
        }
        return placed;
    }

    static boolean collides(Sphere one, Sphere other) {
        return one.centre().minus(other.centre()).norm() < one.radius() + other.radius() + CLEARANCE;
    }

    /// Draws it where nothing nearer is.
    void draw(int[] pixels, Masks masks) {
        Vec3 centre = masks.camera().inverse().transform(body.centre());
        if (centre.z() < 2 * body.radius()) {
            return;
        }
        double reach = 1.5 * body.radius() / centre.z() * masks.focal();
        double middleX = masks.width() / 2.0 + masks.focal() * centre.x() / centre.z();
        double middleY = masks.height() / 2.0 + masks.focal() * centre.y() / centre.z();
        for (int y = (int) Math.max(0, middleY - reach); y < Math.min(masks.height(), middleY + reach); y++) {
            for (int x = (int) Math.max(0, middleX - reach); x < Math.min(masks.width(), middleX + reach); x++) {
                Vec3 ray = ray(masks, x, y);
                double depth = hit(ray, centre);
                int pixel = y * masks.width() + x;
                float behind = masks.depth()[pixel];
                if (depth > 0 && (behind == 0 || depth < behind)) {
                    pixels[pixel] = shaded(masks, ray.times(depth), centre);
                }
            }
        }
    }

    private int shaded(Masks masks, Vec3 point, Vec3 centre) {
        Vec3 normal = masks.camera().orientation().rotate(point.minus(centre).times(1 / body.radius()));
        float light = AMBIENT + (1 - AMBIENT) * (float) Math.max(0, normal.dot(LIGHT));
        return colour.times(light).rgb();
    }

    /// The ray of depth 1 through a pixel, camera axes.
    static Vec3 ray(Masks masks, int x, int y) {
        return new Vec3(
                (x + 0.5 - masks.width() / 2.0) / masks.focal(), (y + 0.5 - masks.height() / 2.0) / masks.focal(), 1);
    }

    /// Depth at which the ray meets the ball; 0 when it does not.
    private double hit(Vec3 ray, Vec3 centre) {
        double a = ray.dot(ray);
        double b = ray.dot(centre);
        double c = centre.dot(centre) - body.radius() * body.radius();
        double discriminant = b * b - a * c;
        return discriminant < 0 ? 0 : (b - Math.sqrt(discriminant)) / a;
    }
}
