package io.teleloop.contract.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.TactilePad;
import io.teleloop.contract.v1.TrackedObject;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ObservationReaderTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

    @Test
    void valuesShouldBeThePartThatIsNamed() {
        ObservationReader reader = reader(new Feature.Values("force", "N", "wrench", 1, 2));

        assertThat(reader.read(List.of(reading("wrench", 1, 2, 3, 4)))).hasValue(new float[] {2, 3});
    }

    @Test
    void offsetShouldBePositionMinusOrigin() {
        ObservationReader reader = reader(new Feature.Offset("peg", "objects", 1, "tcp", 0));

        assertThat(reader.read(List.of(reading("tcp", 1, 2, 3), reading("objects", 9, 4, 6, 8))))
                .hasValue(new float[] {3, 4, 5});
    }

    @Test
    void nearnessShouldMagnifyWhatIsNearAndOnlyTellTheSideOfWhatIsFar() {
        ObservationReader reader = reader(new Feature.Nearness("peg", "objects", 0, "tcp", 0, 0.005));

        float[] near = reader.read(List.of(reading("tcp", 0, 0, 0), reading("objects", 0.0005f, 9, -9)))
                .orElseThrow();

        assertThat(near).containsExactly(new float[] {(float) Math.tanh(0.1), 1, -1}, CLOSE);
    }

    @Test
    void rotationShouldBeTwoColumnsOfTheMatrix() {
        ObservationReader reader = reader(new Feature.Rotation("turn", "tcp", 3));
        float half = (float) Math.sqrt(0.5);

        float[] quarterTurnAboutZ =
                reader.read(List.of(reading("tcp", 0, 0, 0, 0, 0, half, half))).orElseThrow();

        assertThat(quarterTurnAboutZ).containsExactly(new float[] {0, 1, 0, -1, 0, 0}, CLOSE);
    }

    @Test
    void tactileShouldBeTheMeanOfEachCell() {
        ObservationReader reader = reader(new Feature.Tactile("touch", "tactile.left", 3, 1, 2, 1));

        assertThat(reader.read(List.of(reading("tactile.left", 1, 2, 3, 3, 4, 5, 7, 8, 9))))
                .hasValue(new float[] {2, 3, 4, 7, 8, 9});
    }

    @Test
    void aGapShouldGiveNoObservation() {
        ObservationReader reader = reader(new Feature.Values("force", "N", "wrench", 0, 1));

        assertThat(reader.read(
                        List.of(reading("wrench", 1).toBuilder().setGap(true).build())))
                .isEmpty();
        assertThat(reader.read(List.of(reading("tcp", 1)))).isEmpty();
    }

    @Test
    void tooFewValuesShouldBeRefused() {
        ObservationReader reader = reader(new Feature.Values("force", "N", "wrench", 0, 3));

        assertThatThrownBy(() -> reader.read(List.of(reading("wrench", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("force")
                .hasMessageContaining("wrench");
    }

    @Test
    void anyRobotShouldHaveAnObservation() {
        RobotDescription robot = RobotDescription.newBuilder()
                .addStreams(stream("tcp"))
                .addStreams(stream("objects"))
                .addStreams(stream("tactile.left"))
                .addStreams(stream("camera.wrist"))
                .addObjects(TrackedObject.newBuilder().setName("peg"))
                .addObjects(TrackedObject.newBuilder().setName("hole"))
                .addTactilePads(
                        TactilePad.newBuilder().setName("left").setRows(7).setColumns(9))
                .build();

        ObservationSpec spec = ObservationSpec.of(robot);

        assertThat(spec.features())
                .extracting(Feature::name)
                .containsExactly(
                        "tcp.position",
                        "tcp.rotation",
                        "object.peg.offset",
                        "object.peg.rotation",
                        "object.peg.tcp.within-30mm",
                        "object.peg.tcp.within-5mm",
                        "object.hole.offset",
                        "object.hole.rotation",
                        "object.hole.tcp.within-30mm",
                        "object.hole.tcp.within-5mm",
                        "object.hole.peg.within-30mm",
                        "object.hole.peg.within-5mm",
                        "tactile.left");
        assertThat(spec.size()).isEqualTo(3 + 6 + (3 + 6 + 6) + (3 + 6 + 6 + 6) + 6);
    }

    private static ObservationReader reader(Feature feature) {
        return new ObservationReader(new ObservationSpec(List.of(feature)));
    }

    private static StreamDescription stream(String name) {
        return StreamDescription.newBuilder().setName(name).build();
    }

    private static Reading reading(String stream, float... values) {
        Reading.Builder reading = Reading.newBuilder().setStream(stream);
        for (float value : values) {
            reading.addValues(value);
        }
        return reading.build();
    }
}
