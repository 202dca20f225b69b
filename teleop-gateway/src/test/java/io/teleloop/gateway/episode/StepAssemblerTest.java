package io.teleloop.gateway.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Reading;
import io.teleloop.gateway.TestRobots;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepAssemblerTest {
    private static final long TICK = 10_000_000_000L;
    private static final long MS = 1_000_000;

    private final StepAssembler steps =
            new StepAssembler(TestRobots.description("r").getStreamsList());

    private void tcp(long sequence, long timeNs, double x) {
        steps.add(sequence, new Reception(Streams.TCP, timeNs, timeNs, 0, TestRobots.tcp(x, 0, 0.3)));
    }

    private Reading tcpAt(long tick) {
        return steps.at(tick).getFirst();
    }

    @Test
    void readingsComeInTheOrderOfTheDescription() {
        assertThat(steps.at(TICK))
                .extracting(Reading::getStream)
                .containsExactly(Streams.TCP, Streams.GRIPPER, "camera.scene");
    }

    @Test
    void theNewestSampleThatIsNotLaterThanTheTickIsChosen() {
        tcp(0, TICK - 20 * MS, 0.1);
        tcp(1, TICK - 10 * MS, 0.2);
        tcp(2, TICK + MS, 0.3);

        Reading reading = tcpAt(TICK);

        assertThat(reading.getSequence()).isEqualTo(1);
        assertThat(reading.getAgeNs()).isEqualTo(10 * MS);
        assertThat(reading.getGap()).isFalse();
        assertThat(reading.getValuesList()).hasSize(7);
        assertThat(reading.getValues(0)).isCloseTo(0.2f, within(1e-6f));
    }

    @Test
    void aSampleThatWasTooLateForOneTickIsThereAtTheNext() {
        tcp(0, TICK + MS, 0.1);
        assertThat(tcpAt(TICK).getGap()).isTrue();

        assertThat(tcpAt(TICK + 50 * MS).getSequence()).isZero();
        assertThat(tcpAt(TICK + 50 * MS).getGap()).isFalse();
    }

    @Test
    void aStreamWithoutASampleIsAGap() {
        assertThat(steps.at(TICK)).allMatch(Reading::getGap);
    }

    @Test
    void aSampleOlderThanItsToleranceIsAGapButIsShown() {
        tcp(4, TICK - TestRobots.TOLERANCE_NS - 1, 0.1);

        Reading reading = tcpAt(TICK);

        assertThat(reading.getGap()).isTrue();
        assertThat(reading.getSequence()).isEqualTo(4);
        assertThat(tcpAt(TICK - 1).getGap()).isFalse();
    }

    @Test
    void aCameraIsLookedUpByItsSequenceAlone() {
        steps.add(3, new Reception("camera.scene", TICK, TICK, 0, TestRobots.picture(3)));

        Reading camera = steps.at(TICK).getLast();

        assertThat(camera.getSequence()).isEqualTo(3);
        assertThat(camera.getValuesList()).isEmpty();
    }

    @Test
    void aDamagedSampleIsAGap() {
        steps.add(0, new Reception(Streams.TCP, TICK, TICK, 0, ByteString.copyFrom(new byte[] {(byte) 0xff, 1})));

        assertThat(tcpAt(TICK).getGap()).isTrue();
    }

    @Test
    void manySamplesBetweenTwoTicksAreBounded() {
        for (int i = 0; i < 10_000; i++) {
            tcp(i, TICK - 10_000 + i, 0.1);
        }
        List<Reading> readings = steps.at(TICK);
        assertThat(readings.getFirst().getSequence()).isEqualTo(9_999);
    }
}
