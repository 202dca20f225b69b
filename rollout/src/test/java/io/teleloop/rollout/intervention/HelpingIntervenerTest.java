package io.teleloop.rollout.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.geometry.Wrench;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.Tasks;
import io.teleloop.sim.world.Sight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HelpingIntervenerTest {
    private static final double PATIENCE = 2;
    private static final double LONGEST = 5;
    private static final double PERIOD = 0.05;

    private final HelpingIntervener person = new HelpingIntervener(Tasks.named("peg-insertion"), 1, PATIENCE, LONGEST);
    private double time;

    @BeforeEach
    void begin() {
        person.begin(7);
        time = 0;
    }

    @Test
    void steadyProgressIsNeverInterrupted() {
        for (int tick = 0; tick < 200; tick++) {
            assertThat(drives(0.004 * tick, 0)).isFalse();
        }
    }

    @Test
    void aPolicyThatGetsNowhereIsHelpedAfterThePersonsPatience() {
        double waited = secondsUntilHelp(0.3);

        assertThat(waited).isBetween(PATIENCE, PATIENCE + 0.4);
    }

    @Test
    void helpEndsAsSoonAsMoreIsDone() {
        secondsUntilHelp(0.3);
        assertThat(drives(0.35, 0)).isTrue();

        assertThat(drives(0.45, 0)).isFalse();
        // And patience begins anew.
        assertThat(secondsUntilHelp(0.45)).isGreaterThan(PATIENCE - PERIOD);
    }

    @Test
    void helpEndsInAnyCaseAfterAWhile() {
        secondsUntilHelp(0.3);
        int ticks = 0;
        while (drives(0.3, 0)) {
            ticks++;
        }
        assertThat(ticks * PERIOD).isBetween(LONGEST - 0.2, LONGEST + 0.1);
    }

    @Test
    void lostGroundIsHelpedAtOnce() {
        assertThat(drives(0.5, 0)).isFalse();
        assertThat(drives(0.35, 0)).isFalse();
        assertThat(drives(0.25, 0)).isTrue();
    }

    @Test
    void hardContactIsHelpedWhenItLasts() {
        for (int tick = 0; tick < 20; tick++) {
            assertThat(drives(0.5, tick % 2 == 0 ? 10 : 60)).isFalse();
        }
        int ticks = 0;
        while (!drives(0.5, 60)) {
            ticks++;
        }
        assertThat(ticks * PERIOD).isBetween(0.9, 1.1);
    }

    @Test
    void equalSeedsGiveEqualPersons() {
        double first = secondsUntilHelp(0.3);
        begin();

        assertThat(secondsUntilHelp(0.3)).isEqualTo(first);
    }

    private double secondsUntilHelp(double progress) {
        double from = time;
        while (!drives(progress, 0)) {
            assertThat(time - from).isLessThan(60);
        }
        return time - from;
    }

    private boolean drives(double progress, double force) {
        time += PERIOD;
        Pose pose = new Pose(new Vec3(0.5, 0, 0.2), Quaternion.IDENTITY);
        ExpertObservation scene = new ExpertObservation(
                time,
                pose,
                new Wrench(new Vec3(0, 0, force), Vec3.ZERO),
                0.016,
                Map.of("peg", pose, "hole", new Pose(new Vec3(0.5, 0, 0.115), Quaternion.IDENTITY)));
        return person.watch(new Sight(0, List.of(), scene, progress, false), new float[7])
                .isPresent();
    }
}
