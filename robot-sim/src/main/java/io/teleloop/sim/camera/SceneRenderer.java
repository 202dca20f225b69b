package io.teleloop.sim.camera;

import io.teleloop.sim.mujoco.IntView;
import io.teleloop.sim.mujoco.ObjectType;
import io.teleloop.sim.mujoco.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Renders what the cameras of a simulation see, on the processor alone.
///
/// First the nearest triangle of every sample is found, then every pixel is shaded once: only pixels at silhouettes
/// are shaded sample by sample, which makes smooth edges cheap. What never moves is drawn once for a fixed camera.
/// Light: sky from above, one sun with shadows, highlights.
///
/// Three steps: {@link #capture()} takes microseconds and must not run while the simulation steps; {@link #prepare()}
/// and {@link Camera#render()} may. Otherwise not thread safe.
public final class SceneRenderer {
    private static final int SAMPLES = 2;

    private final Simulation simulation;
    private final SceneMesh scene;
    private final Sun sun = new Sun();
    private final List<Camera> cameras = new ArrayList<>();

    public SceneRenderer(Simulation simulation) {
        this.simulation = simulation;
        scene = new SceneMesh(simulation);
    }

    /// Whether something moved since it was captured so that one can see it; takes microseconds, like {@link #capture}.
    public boolean hasMoved() {
        return scene.hasMoved() || cameras.stream().anyMatch(camera -> camera.view.hasMoved());
    }

    /// Notes where everything is now.
    public void capture() {
        scene.capture();
        cameras.forEach(camera -> camera.view.capture());
    }

    /// Places what was captured and casts the shadows; then any number of cameras can render it.
    public void prepare() {
        scene.place();
        sun.update(scene);
    }

    /// A camera of the model, with picture buffers of its own.
    ///
    /// @param name  of the camera in the model
    /// @param width of its pictures in pixels, like the height
    /// @throws IllegalArgumentException when the model has no such camera
    public Camera camera(String name, int width, int height) {
        Camera camera = new Camera(simulation.id(ObjectType.CAMERA, name), width, height);
        cameras.add(camera);
        return camera;
    }

    /// One camera; renders the scene as it was captured and prepared last.
    public final class Camera {
        private final int width;
        private final int height;
        private final DepthBuffer buffer;
        private final Viewpoint view;
        private final Projection projection;
        private final Shader shader;
        private final boolean fixed;
        private @Nullable Backdrop backdrop;

        private Camera(int id, int width, int height) {
            this.width = width;
            this.height = height;
            buffer = new DepthBuffer(width * SAMPLES, height * SAMPLES);
            view = new Viewpoint(simulation, id, buffer.width, buffer.height);
            projection = new Projection(scene, buffer);
            fixed = simulation.modelInts("cam_bodyid").get(id) == 0;
            shader = new Shader(scene, projection, sun, view, buffer.height);
        }

        /// A new picture.
        public RgbImage render() {
            shader.look();
            draw();
            int[] pixels = new int[width * height];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    pixels[y * width + x] = pixel(x * SAMPLES, y * SAMPLES);
                }
            }
            return new RgbImage(width, height, pixels);
        }

        /// What each pixel shows, by the sample at its top left.
        public Segmentation segment() {
            shader.look();
            draw();
            IntView bodyOfGeom = simulation.modelInts("geom_bodyid");
            int[] bodies = new int[width * height];
            float[] depth = new float[width * height];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int sample = y * SAMPLES * buffer.width + x * SAMPLES;
                    int piece = buffer.triangle[sample];
                    boolean nothing = piece == DepthBuffer.NOTHING;
                    int pixel = y * width + x;
                    bodies[pixel] = nothing ? Segmentation.NOTHING : bodyOfGeom.get(projection.geom(piece));
                    depth[pixel] = nothing ? 0 : 1 / buffer.nearness[sample];
                }
            }
            return new Segmentation(width, height, bodies, depth);
        }

        private void draw() {
            if (!fixed) {
                projection.drawAll(view);
                return;
            }
            if (backdrop == null) {
                projection.drawFixed(view);
                backdrop = new Backdrop(buffer, SAMPLES, shader);
            }
            buffer.restore(backdrop.buffer());
            projection.drawMoving(view);
        }

        /// The colour of the pixel whose first sample is (x, y).
        private int pixel(int x, int y) {
            int sample = y * buffer.width + x;
            int below = sample + buffer.width;
            int[] triangle = buffer.triangle;
            int first = triangle[sample];
            boolean uniform = triangle[sample + 1] == first && triangle[below] == first && triangle[below + 1] == first;
            if (uniform) {
                // Nearness is affine, so the mean of opposite samples is its value in the middle.
                float nearness = (buffer.nearness[sample] + buffer.nearness[below + 1]) / 2;
                return backdrop != null && projection.isFixed(first)
                        ? backdropColour(backdrop, x, y, nearness)
                        : shader.shade(first, nearness, x + 1, y + 1);
            }
            return mean(
                    sampleColour(sample, x, y),
                    sampleColour(sample + 1, x + 1, y),
                    sampleColour(below, x, y + 1),
                    sampleColour(below + 1, x + 1, y + 1));
        }

        private int backdropColour(Backdrop behind, int x, int y, float nearness) {
            int pixel = y / SAMPLES * width + x / SAMPLES;
            return behind.colour(pixel, behind.canBeShadowed(pixel) ? sun.visibility(x + 1, y + 1, 1 / nearness) : 1);
        }

        private int sampleColour(int sample, int x, int y) {
            return shader.shade(buffer.triangle[sample], buffer.nearness[sample], x + 0.5f, y + 0.5f);
        }

        private static int mean(int a, int b, int c, int d) {
            // Sums of four bytes fit in ten bits: red and blue are added together, 16 bits apart.
            int redBlue = ((a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff)) >>> 2;
            int green = ((a & 0x00ff00) + (b & 0x00ff00) + (c & 0x00ff00) + (d & 0x00ff00)) >>> 2;
            return (redBlue & 0xff00ff) | (green & 0x00ff00);
        }
    }
}
