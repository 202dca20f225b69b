package io.teleloop.gateway.autonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.v1.Actor;
import org.junit.jupiter.api.Test;

class InterventionRateTest {
    private final InterventionRate rate = new InterventionRate();

    private void steps(int count, Actor.Kind actor, boolean policyRan) {
        for (int i = 0; i < count; i++) {
            rate.step(actor, policyRan);
        }
    }

    @Test
    void theRateShouldBeTheShareOfStepsThatAPersonDrove() {
        assertThat(rate.value()).isZero();
        steps(6, Actor.Kind.POLICY, true);
        steps(2, Actor.Kind.OPERATOR, true);
        rate.episodeEnded();
        steps(2, Actor.Kind.OPERATOR, true);

        assertThat(rate.value()).isEqualTo(0.4);
    }

    @Test
    void demonstrationsShouldNotCount() {
        steps(5, Actor.Kind.OPERATOR, false);
        assertThat(rate.value()).isZero();
        rate.episodeEnded();
        steps(5, Actor.Kind.POLICY, true);

        assertThat(rate.value()).isZero();
    }

    @Test
    void onlyTheLastTwentyEpisodesShouldCount() {
        steps(1, Actor.Kind.OPERATOR, true);
        rate.episodeEnded();
        for (int i = 0; i < 20; i++) {
            steps(1, Actor.Kind.POLICY, true);
            rate.episodeEnded();
        }

        assertThat(rate.value()).isZero();
    }
}
