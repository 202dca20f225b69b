package io.teleloop.learning.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticExperienceTest {
    private static final SyntheticExperience.Config CONFIG =
            new SyntheticExperience.Config(0.5, 10, 6, 1, new TrajectoryDiffusion.Config(4, 4, 5, 4, 1e-3, 0.9, 4));

    @Test
    void ticksThatDoNotFollowEachOtherShouldMakeNoWindow() {
        SyntheticExperience experience = new SyntheticExperience(CONFIG);
        for (int i = 0; i < 20; i++) {
            experience.add(move(2 * i, 2 * i + 1));
        }
        assertThat(experience.due()).isFalse();

        for (int i = 100; i < 104; i++) {
            experience.add(move(i, i + 1));
        }
        assertThat(experience.due()).isTrue();
    }

    @Test
    void itShouldBeDueAgainAfterAsManyRealTransitionsAsConfigured() {
        SyntheticExperience experience = lived(20);
        generate(experience, 1);

        assertThat(experience.due()).isFalse();
        for (int i = 0; i < CONFIG.every() - 1; i++) {
            experience.add(move(i, i + 1));
        }
        assertThat(experience.due()).isFalse();
        experience.add(move(CONFIG.every() - 1, CONFIG.every()));
        assertThat(experience.due()).isTrue();
    }

    @Test
    void equalSeedsShouldGiveEqualTransitionsFromObservationsThatWereLivedThrough() {
        List<Transition> transitions = generate(lived(20), 1);

        assertThat(transitions).hasSize(CONFIG.windows() * (CONFIG.model().rows() - 1));
        assertThat(transitions.getFirst().observation()[0]).isBetween(0f, 19f).satisfies(x -> assertThat(x)
                .isEqualTo(Math.round(x)));
        assertThat(generate(lived(20), 1)).usingRecursiveComparison().isEqualTo(transitions);
        assertThat(generate(lived(20), 2)).usingRecursiveComparison().isNotEqualTo(transitions);
    }

    @Test
    void aWindowShouldEndWithTheTask() {
        List<Moment> window = List.of(moment(1, false), moment(2, false), moment(3, true), moment(4, false));

        List<Transition> transitions = SyntheticExperience.transitions(window, 0.9);

        assertThat(transitions)
                .extracting(transition -> transition.observation()[0])
                .containsExactly(1f, 2f, 3f);
        assertThat(transitions)
                .extracting(transition -> transition.nextObservation()[0])
                .startsWith(2f, 3f);
        assertThat(transitions).extracting(Transition::discount).containsExactly(0.9f, 0.9f, 0f);
    }

    private static List<Transition> generate(SyntheticExperience experience, long seed) {
        try (GaussianPolicy policy = Policies.constant(0, 1)) {
            return new ArrayList<>(experience.generate(policy, 0.9, seed));
        }
    }

    private static SyntheticExperience lived(int ticks) {
        SyntheticExperience experience = new SyntheticExperience(CONFIG);
        for (int i = 0; i < ticks; i++) {
            experience.add(move(i, i + 1));
        }
        return experience;
    }

    private static Transition move(float from, float to) {
        return Transition.of(new float[] {from}, new float[] {0.5f}, 0, 0.9f, new float[] {to});
    }

    private static Moment moment(float place, boolean done) {
        return new Moment(new float[] {place}, new float[] {0}, done ? 1 : 0, done);
    }
}
