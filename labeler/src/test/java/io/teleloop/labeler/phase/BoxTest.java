package io.teleloop.labeler.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.contract.v1.Shape;
import io.teleloop.contract.v1.TrackedObject;
import io.teleloop.labeler.episode.Vector;
import org.junit.jupiter.api.Test;

class BoxTest {
    private static final double QUARTER = Math.sqrt(0.5);

    @Test
    void surroundsAllShapesAsTheyStand() {
        TrackedObject object = TrackedObject.newBuilder()
                .addShapes(shape(Shape.Kind.BOX, 0.1, 0.2, 0.3, 1, 0))
                .addShapes(shape(Shape.Kind.CAPSULE, 0.05, 0.2, 0, QUARTER, QUARTER))
                .build();

        Box box = Box.around(object).orElseThrow();

        // The capsule lies along y: turned by a quarter about x.
        assertThat(box.highest().x()).isCloseTo(0.1, within(1e-9));
        assertThat(box.highest().y()).isCloseTo(0.25, within(1e-9));
        assertThat(box.lowest().z()).isCloseTo(-0.3, within(1e-9));
        assertThat(Box.around(TrackedObject.getDefaultInstance())).isEmpty();
    }

    @Test
    void tellsHowDeepOneReachesIntoAnother() {
        Box box = new Box(new Vector(-0.1, -0.1, -0.1), new Vector(0.1, 0.1, 0.1));
        Box rod = new Box(new Vector(-0.01, -0.01, -0.1), new Vector(0.01, 0.01, 0.1));

        assertThat(Box.depth(rod, at(0, 0, 0.17), box, at(0, 0, 0))).isCloseTo(0.03, within(1e-9));
        assertThat(Box.depth(rod, at(0, 0, 0.25), box, at(0, 0, 0))).isCloseTo(-0.05, within(1e-9));
    }

    private static io.teleloop.labeler.episode.Pose at(double x, double y, double z) {
        return new io.teleloop.labeler.episode.Pose(new Vector(x, y, z), 0, 0, 0, 1);
    }

    private static Shape shape(Shape.Kind kind, double x, double y, double z, double qw, double qx) {
        return Shape.newBuilder()
                .setKind(kind)
                .setOrigin(Pose.newBuilder()
                        .setOrientation(Quaternion.newBuilder().setW(qw).setX(qx)))
                .setSize(Vector3.newBuilder().setX(x).setY(y).setZ(z))
                .build();
    }
}
