package io.teleloop.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldOpeningTest {
    private final HeldOpening held = new HeldOpening();

    @Test
    void aRobotThatWasNeverToldHoldsWhatItHas() {
        assertThat(held.orElse(0.03)).isEqualTo(0.03);
    }

    @Test
    void aClosedGripperStaysCommandedClosed() {
        held.commanded(0);
        assertThat(held.orElse(0.03)).isZero();
    }

    @Test
    void anotherSceneKnowsNothingOfTheCommandBefore() {
        held.commanded(0.08);
        held.forget();
        assertThat(held.orElse(0.03)).isEqualTo(0.03);
    }
}
