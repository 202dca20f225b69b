package io.teleloop.augmentation.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.augmentation.Demonstrated;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Step;
import io.teleloop.sim.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceMotionTest {
    private final SourceEpisode whole =
            Demonstrated.demonstrations(Tasks.named("pick-lift"), 1).getFirst();

    @Test
    void theFirstReadingShouldCountForTheStepsBeforeIt() {
        SourceMotion seen = new SourceMotion(whole);
        SourceMotion late = new SourceMotion(withoutGripper(0, 1));

        assertThat(late.ticks()).isEqualTo(seen.ticks());
        assertThat(late.tcp(0)).isEqualTo(seen.tcp(2));
        assertThat(late.opening(1)).isEqualTo(seen.opening(2));
        assertThat(late.twist(0)).as("what the robot was told").isEqualTo(seen.twist(0));
        assertThat(late.tcp(2)).isEqualTo(seen.tcp(2));
    }

    @Test
    void aReadingThatIsMissingLaterShouldBeRefused() {
        assertThatThrownBy(() -> new SourceMotion(withoutGripper(10)))
                .hasMessageContaining("step 10: it has no reading of stream " + Streams.GRIPPER);
        assertThatThrownBy(() -> new SourceMotion(withoutGripper(0, 1, 2, 3, 4)))
                .hasMessageContaining("step 4: it has no reading");
    }

    private SourceEpisode withoutGripper(int... without) {
        List<Step> steps = new ArrayList<>(whole.steps());
        for (int i : without) {
            Step.Builder step = steps.get(i).toBuilder();
            step.getObservationBuilderList().stream()
                    .filter(reading -> reading.getStream().equals(Streams.GRIPPER))
                    .forEach(reading -> reading.clearValues().setGap(true));
            steps.set(i, step.build());
        }
        return new SourceEpisode(whole.id(), whole.robot(), steps, whole.phases());
    }
}
