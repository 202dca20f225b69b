package io.teleloop.sim.camera;

/// Colours one picture point.
final class Shader {
    private static final float SKY = 0.50f;
    private static final float GROUND = 0.30f;
    private static final float SUNLIGHT = 0.60f;
    private static final float HIGHLIGHT = 0.6f;
    /// Surfaces of less specular reflection show no highlight.
    private static final float DULL = 0.2f;
    /// Grid on the floor: cell and line width (m), and how much lines brighten.
    private static final float CELL = 0.25f;
    private static final float LINE = 0.006f;
    private static final float LINE_GAIN = 1.28f;
    /// The floor fades into the background between these distances from the base (m).
    private static final float FADE_START = 0.9f;
    private static final float FADE_END = 2.6f;
    /// Background at the top and at the bottom of the picture.
    private static final float[] TOP = {0.62f, 0.69f, 0.77f};
    private static final float[] BOTTOM = {0.36f, 0.41f, 0.47f};

    private static final float[][] AXES = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    /// Square of the cosine below which a highlight is too weak to be seen.
    private static final float HIGHLIGHT_START = 0.75f;

    private final SceneMesh scene;
    private final Projection projection;
    private final Sun sun;
    private final Viewpoint view;
    private final float pictureHeight;
    private final AffineFunction[] rays = {new AffineFunction(), new AffineFunction(), new AffineFunction()};
    private final float[] normal = new float[3];

    /// @param pictureHeight in samples
    Shader(SceneMesh scene, Projection projection, Sun sun, Viewpoint view, int pictureHeight) {
        this.scene = scene;
        this.projection = projection;
        this.sun = sun;
        this.view = view;
        this.pictureHeight = pictureHeight;
    }

    /// Prepares for the points that the camera sees from where it is now.
    void look() {
        for (int i = 0; i < 3; i++) {
            view.rayComponent(AXES[i], rays[i]);
        }
        sun.look(view);
    }

    /// The colour of piece `piece` of the projection at picture point (x, y), as 0xRRGGBB.
    int shade(int piece, float nearness, float x, float y) {
        return shade(piece, nearness, x, y, piece == DepthBuffer.NOTHING ? 1 : sun.visibility(x, y, 1 / nearness));
    }

    /// The same with a given share of the sun's light, 0 to 1; linear in that share.
    int shade(int piece, float nearness, float x, float y, float sunlight) {
        if (piece == DepthBuffer.NOTHING) {
            float share = y / pictureHeight;
            return pack(background(0, share), background(1, share), background(2, share));
        }
        projection.normal(piece, x, y, normal);
        Surface surface = scene.surfaceOf(projection.geom(piece));
        float facing = Math.max(0, dot(normal, Sun.DIRECTION));
        float diffuse = GROUND + (SKY - GROUND) * (0.5f + 0.5f * normal[2]) + SUNLIGHT * facing * sunlight;
        if (surface.floor()) {
            return floor(surface, diffuse, x, y, 1 / nearness);
        }
        boolean dull = surface.specular() < DULL || facing == 0 || sunlight == 0;
        float highlight = dull ? 0 : HIGHLIGHT * surface.specular() * sunlight * highlight(x, y);
        return pack(
                surface.red() * diffuse + highlight,
                surface.green() * diffuse + highlight,
                surface.blue() * diffuse + highlight);
    }

    /// Blinn's highlight with exponent 32.
    private float highlight(float x, float y) {
        float rx = rays[0].at(x, y);
        float ry = rays[1].at(x, y);
        float rz = rays[2].at(x, y);
        float inverse = 1 / (float) Math.sqrt(rx * rx + ry * ry + rz * rz);
        float hx = Sun.DIRECTION[0] - rx * inverse;
        float hy = Sun.DIRECTION[1] - ry * inverse;
        float hz = Sun.DIRECTION[2] - rz * inverse;
        float projected = normal[0] * hx + normal[1] * hy + normal[2] * hz;
        float cosineSquared = projected * projected / (hx * hx + hy * hy + hz * hz);
        if (projected < 0 || cosineSquared < HIGHLIGHT_START) {
            return 0;
        }
        float power4 = cosineSquared * cosineSquared;
        float power8 = power4 * power4;
        float power16 = power8 * power8;
        return power16 * power16;
    }

    private int floor(Surface surface, float diffuse, float x, float y, float depth) {
        float px = view.position[0] + depth * rays[0].at(x, y);
        float py = view.position[1] + depth * rays[1].at(x, y);
        boolean line = onLine(px) || onLine(py);
        float gain = diffuse * (line ? LINE_GAIN : 1);
        float distance = (float) Math.sqrt(px * px + py * py);
        float fade = Math.clamp((distance - FADE_START) / (FADE_END - FADE_START), 0, 1);
        float share = y / pictureHeight;
        return pack(
                surface.red() * gain + fade * (background(0, share) - surface.red() * gain),
                surface.green() * gain + fade * (background(1, share) - surface.green() * gain),
                surface.blue() * gain + fade * (background(2, share) - surface.blue() * gain));
    }

    private static boolean onLine(float coordinate) {
        float cells = coordinate / CELL;
        return Math.abs(cells - Math.round(cells)) * CELL < LINE / 2;
    }

    private static float background(int channel, float share) {
        return TOP[channel] + (BOTTOM[channel] - TOP[channel]) * share;
    }

    private static float dot(float[] a, float[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static int pack(float red, float green, float blue) {
        return (channel(red) << 16) | (channel(green) << 8) | channel(blue);
    }

    private static int channel(float value) {
        return Math.min(255, (int) (255 * value));
    }
}
