package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyTaskOfEveryJobShouldRunOnceAndBeDoneAtTheEnd(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int job = 0; job < 500; job++) {
                int tasks = job % 11;
                AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
                AtomicIntegerArray busy = new AtomicIntegerArray(threads);
                workers.run(tasks, (thread, task) -> {
                    assertThat(busy.incrementAndGet(thread)).isOne();
                    runs.incrementAndGet(task);
                    busy.decrementAndGet(thread);
                });
                for (int task = 0; task < tasks; task++) {
                    assertThat(runs.get(task)).isOne();
                }
            }
        }
    }

    @Test
    void tasksShouldRunSideBySide() {
        try (Workers workers = new Workers(2)) {
            CountDownLatch both = new CountDownLatch(2);
            workers.run(2, (_, _) -> {
                both.countDown();
                await(both);
            });
            assertThat(both.getCount()).isZero();
        }
    }

    @Test
    void aFailureOnAnotherThreadShouldReachTheCaller() {
        try (Workers workers = new Workers(2)) {
            CountDownLatch both = new CountDownLatch(2);
            assertThatThrownBy(() -> workers.run(2, (thread, _) -> {
                        both.countDown();
                        await(both);
                        if (thread == 1) {
                            throw new ArithmeticException("broken");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("broken");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
