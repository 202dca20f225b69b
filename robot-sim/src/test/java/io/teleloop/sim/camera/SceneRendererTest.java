package io.teleloop.sim.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.sim.mujoco.Simulation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SceneRendererTest {
    /// A red box that stands nearer than a green one, above a plane; the camera looks along +y.
    private static final String MODEL = """
            <mujoco>
              <worldbody>
                <camera name="front" pos="0 -2 0.5" xyaxes="1 0 0 0 0 1" fovy="60"/>
                <camera name="inside" pos="0 0 0.5" xyaxes="1 0 0 0 0 1" fovy="60"/>
                <geom type="plane" size="3 3 0.1" rgba="0.5 0.5 0.5 1"/>
                <body name="red" pos="0 0 0.5"><freejoint name="red"/><geom type="box" size="0.2 0.2 0.2" rgba="1 0 0 1"/></body>
                <body pos="0.2 1 0.5"><geom type="sphere" size="0.4" rgba="0 1 0 1"/></body>
                <body pos="-0.9 0 0.5"><geom type="box" size="0.2 0.2 0.2" rgba="0 0 1 1" group="3"/></body>
              </worldbody>
            </mujoco>
            """;

    @Test
    void nearerGeomHidesFartherOneAndGroup3IsInvisible() {
        RgbImage picture = render(Simulation.load(MODEL), "front");

        assertThat(dominant(picture, 80, 60)).isEqualTo("red");
        assertThat(dominant(picture, 97, 60)).isEqualTo("green");
        assertThat(dominant(picture, 20, 60)).isEqualTo("grey");
        assertThat(dominant(picture, 80, 119)).isEqualTo("grey");
    }

    @Test
    void projectionIsThatOfAPinhole() {
        RgbImage picture = render(Simulation.load(MODEL), "front");

        // The box's front face is 1.8 m away and 0.4 m wide; the focal length is 60 / tan(30 deg) = 103.9 pixels.
        int red = 0;
        for (int x = 0; x < picture.width(); x++) {
            red += dominant(picture, x, 60).equals("red") ? 1 : 0;
        }
        assertThat(red).isCloseTo(23, within(1));
    }

    @Test
    void pictureFollowsTheSimulation() {
        Simulation simulation = Simulation.load(MODEL);
        simulation.forward();
        SceneRenderer renderer = new SceneRenderer(simulation);
        SceneRenderer.Camera camera = renderer.camera("front", 160, 120);

        simulation.qpos().set(0, 0.5);
        simulation.forward();
        renderer.capture();
        renderer.prepare();

        assertThat(dominant(camera.render(), 108, 60)).isEqualTo("red");
    }

    @Test
    void onlyMotionThatCanBeSeenShouldCount() {
        Simulation simulation = Simulation.load(MODEL);
        simulation.forward();
        SceneRenderer renderer = new SceneRenderer(simulation);
        renderer.camera("front", 160, 120);

        assertThat(renderer.hasMoved()).as("never captured").isTrue();
        renderer.capture();
        assertThat(renderer.hasMoved()).as("just captured").isFalse();
        assertThat(movedAt(simulation, renderer, 1e-3)).as("by a millimetre").isTrue();
        renderer.capture();
        assertThat(movedAt(simulation, renderer, 1e-3 + 8e-5)).as("a little").isFalse();
        assertThat(movedAt(simulation, renderer, 1e-3 + 16e-5))
                .as("a little again, which adds up")
                .isTrue();
    }

    private static boolean movedAt(Simulation simulation, SceneRenderer renderer, double x) {
        simulation.qpos().set(0, x);
        simulation.forward();
        return renderer.hasMoved();
    }

    @Test
    void cameraInsideAGeomSeesOut() {
        assertThat(dominant(render(Simulation.load(MODEL), "inside"), 90, 60)).isEqualTo("green");
    }

    @Test
    void equalScenesGiveEqualPictures() {
        assertThat(render(Simulation.load(MODEL), "front").pixels())
                .isEqualTo(render(Simulation.load(MODEL), "front").pixels());
    }

    @Test
    void unknownCameraIsRefused() {
        assertThatThrownBy(() -> render(Simulation.load(MODEL), "back")).hasMessageContaining("no camera named 'back'");
    }

    @Test
    void jpegIsReadBackAlmostEqual() throws IOException {
        RgbImage picture = render(Simulation.load(MODEL), "front");
        try (JpegEncoder encoder = new JpegEncoder(0.9f)) {
            encoder.encode(picture);
            BufferedImage back = ImageIO.read(new ByteArrayInputStream(encoder.encode(picture)));

            assertThat(back.getWidth()).isEqualTo(160);
            assertThat(back.getHeight()).isEqualTo(120);
            assertThat((back.getRGB(80, 60) >> 16) & 0xff).isCloseTo(picture.pixels()[60 * 160 + 80] >> 16, within(12));
        }
    }

    private static RgbImage render(Simulation simulation, String camera) {
        simulation.forward();
        SceneRenderer renderer = new SceneRenderer(simulation);
        SceneRenderer.Camera view = renderer.camera(camera, 160, 120);
        renderer.capture();
        renderer.prepare();
        return view.render();
    }

    private static String dominant(RgbImage picture, int x, int y) {
        int pixel = picture.pixels()[y * picture.width() + x];
        int red = (pixel >> 16) & 0xff;
        int green = (pixel >> 8) & 0xff;
        int blue = pixel & 0xff;
        if (red > 2 * green && red > 2 * blue) {
            return "red";
        }
        if (green > 2 * red && green > 2 * blue) {
            return "green";
        }
        return blue > 2 * red ? "blue" : "grey";
    }
}
