package io.teleloop.gateway.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Reading;
import io.teleloop.gateway.TestRobots;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SynchronizedViewTest {
    private static final long TICK = 10_000_000_000L;
    private static final long MS = 1_000_000;

    private final SynchronizedView view =
            new SynchronizedView(TestRobots.description("r").getStreamsList());

    /// Came at once.
    private Reception tcp(long timeNs, double x) {
        return tcp(timeNs, timeNs, x);
    }

    private Reception tcp(long captureNs, long receiveNs, double x) {
        Reception sample = new Reception(Streams.TCP, captureNs, receiveNs, 0, TestRobots.tcp(x, 0, 0.3));
        view.add(sample);
        return sample;
    }

    private Reading tcpAt(long tick) {
        return view.at(tick).readings().getFirst();
    }

    private Optional<Reception> tcpSampleAt(long tick) {
        return view.at(tick).streams().getFirst().sample();
    }

    @Test
    void readingsComeInTheOrderOfTheDescription() {
        assertThat(view.at(TICK).readings())
                .extracting(Reading::getStream)
                .containsExactly(Streams.TCP, Streams.GRIPPER, "camera.scene");
    }

    @Test
    void theNewestSampleThatIsNotLaterThanTheTickIsChosen() {
        tcp(TICK - 20 * MS, 0.1);
        Reception newest = tcp(TICK - 10 * MS, 0.2);
        tcp(TICK + MS, TICK, 0.3);

        Reading reading = tcpAt(TICK);

        assertThat(tcpSampleAt(TICK)).contains(newest);
        assertThat(reading.getCaptureTimeNs()).isEqualTo(TICK - 10 * MS);
        assertThat(reading.getAgeNs()).isEqualTo(10 * MS);
        assertThat(reading.getGap()).isFalse();
        assertThat(reading.getValuesList()).hasSize(7);
        assertThat(reading.getValues(0)).isCloseTo(0.2f, within(1e-6f));
    }

    @Test
    void aSampleThatWasTooLateForOneTickIsThereAtTheNext() {
        Reception late = tcp(TICK + MS, TICK, 0.1);
        assertThat(tcpAt(TICK).getGap()).isTrue();

        assertThat(tcpSampleAt(TICK + 50 * MS)).contains(late);
        assertThat(tcpAt(TICK + 50 * MS).getGap()).isFalse();
    }

    @Test
    void aStreamWithoutASampleIsAGap() {
        assertThat(view.at(TICK).streams())
                .allMatch(stream -> stream.reading().getGap())
                .allMatch(stream -> stream.sample().isEmpty());
    }

    @Test
    void aSampleOlderThanItsToleranceIsAGapButIsShown() {
        Reception old = tcp(TICK - TestRobots.TOLERANCE_NS - 1, 0.1);
        assertThat(tcpAt(TICK - 1).getGap()).isFalse();

        assertThat(tcpAt(TICK).getGap()).isTrue();
        assertThat(tcpSampleAt(TICK)).contains(old);
    }

    @Test
    void aCameraIsSeenAsItsPictureAndHasNoNumbers() {
        Reception picture = new Reception("camera.scene", TICK, TICK, 0, TestRobots.picture(3));
        view.add(picture);

        SeenStream camera = view.at(TICK).streams().getLast();

        assertThat(camera.sample()).contains(picture);
        assertThat(camera.reading().getGap()).isFalse();
        assertThat(camera.reading().getValuesList()).isEmpty();
    }

    @Test
    void aDamagedSampleIsAGap() {
        view.add(new Reception(Streams.TCP, TICK, TICK, 0, ByteString.copyFrom(new byte[] {(byte) 0xff, 1})));

        assertThat(tcpAt(TICK).getGap()).isTrue();
        assertThat(tcpAt(TICK).getValuesList()).isEmpty();
    }

    @Test
    void whoeverAsksWithinATickSeesTheSame() {
        tcp(TICK - 10 * MS, 0.1);
        Observation first = view.at(TICK);
        tcp(TICK - MS, TICK, 0.2);

        assertThat(view.at(TICK)).isSameAs(first);
        assertThat(view.at(TICK + 1)).isNotSameAs(first);
        assertThat(tcpAt(TICK + 1).getValues(0)).isCloseTo(0.2f, within(1e-6f));
    }

    @Test
    void onlyWhatATickMayStillChooseIsKept() {
        tcp(TICK - 20 * MS, 0.1);
        Reception newest = tcp(TICK - 10 * MS, 0.2);
        Reception future = tcp(TICK + MS, TICK, 0.3);

        assertThat(view.choosableFrom(TICK)).containsExactly(newest, future);
        assertThat(view.choosableFrom(TICK + MS)).containsExactly(future);
    }

    @Test
    void samplesFromTheFutureAreBounded() {
        for (int i = 0; i < 10_000; i++) {
            tcp(TICK + i, TICK, 0.1);
        }

        assertThat(view.choosableFrom(TICK)).hasSize(SynchronizedView.WINDOW);
        assertThat(tcpAt(TICK + 10_000).getAgeNs()).isEqualTo(1);
    }

    @Test
    void anotherSceneWasNotSeenYet() {
        tcp(TICK - MS, 0.1);
        assertThat(tcpAt(TICK).getGap()).isFalse();

        view.forget();

        assertThat(tcpAt(TICK).getGap()).isTrue();
        assertThat(view.choosableFrom(TICK)).isEmpty();
    }
}
