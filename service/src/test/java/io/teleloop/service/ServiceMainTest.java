package io.teleloop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceMainTest {
    @Test
    void waitsForAServiceThatStops() {
        AtomicBoolean closed = new AtomicBoolean();

        ServiceMain.stop("example", () -> closed.set(true), Duration.ofDays(1));

        assertThat(closed).isTrue();
    }

    @Test
    void doesNotWaitForEverForAServiceThatDoesNotStop() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);

        ServiceMain.stop(
                "example",
                () -> {
                    asked.countDown();
                    never.await();
                },
                Duration.ofMillis(1));

        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void survivesAServiceThatFailsToStop() {
        AtomicBoolean asked = new AtomicBoolean();

        ServiceMain.stop(
                "example",
                () -> {
                    asked.set(true);
                    throw new IllegalStateException("this one fails");
                },
                Duration.ofDays(1));

        assertThat(asked).isTrue();
    }
}
