package io.teleloop.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MessageBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstPassesAndThenASteadyRate() {
        MessageBudget budget = new MessageBudget(0);

        assertThat(LongStream.range(0, 1000).filter(ignored -> budget.take(0)).count())
                .isEqualTo(400);
        assertThat(LongStream.range(0, 1000)
                        .filter(ignored -> budget.take(SECOND))
                        .count())
                .isEqualTo(MessageBudget.PER_SECOND);
    }

    @Test
    void whoKeepsToTheRateIsNeverRefused() {
        MessageBudget budget = new MessageBudget(0);

        assertThat(LongStream.range(0, 5000)).allMatch(i -> budget.take(i * SECOND / MessageBudget.PER_SECOND));
    }
}
