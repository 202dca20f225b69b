package io.teleloop.gateway.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Asks again and again whether Kafka answers, each time on a thread of its own: an answer may take seconds, and
/// meanwhile records must go to the disk. Of the delivery thread.
final class KafkaProbe {
    static final Duration PAUSE = Duration.ofSeconds(1);

    /// @param problem why Kafka is away; empty when it answered
    record Answer(String problem) {
        boolean isHere() {
            return problem.isEmpty();
        }
    }

    private final Supplier<KafkaWriter> writer;
    private @Nullable CompletableFuture<Void> asked;
    private long nextNs = System.nanoTime();

    /// @param writer to ask with; may throw a [KafkaException]
    KafkaProbe(Supplier<KafkaWriter> writer) {
        this.writer = writer;
    }

    /// The answer, once, when it has come. Asks when it is time to.
    Optional<Answer> poll() {
        CompletableFuture<Void> answer = asked;
        if (answer == null) {
            if (System.nanoTime() >= nextNs) {
                asked = ask();
            }
            return Optional.empty();
        }
        if (!answer.isDone()) {
            return Optional.empty();
        }
        pause();
        return Optional.of(new Answer(
                answer.isCompletedExceptionally()
                        ? "Kafka is away: " + answer.exceptionNow().getMessage()
                        : ""));
    }

    /// Drops the question and asks anew after a while.
    void pause() {
        asked = null;
        nextNs = System.nanoTime() + PAUSE.toNanos();
    }

    private CompletableFuture<Void> ask() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        try {
            KafkaWriter open = writer.get();
            Thread.ofPlatform().daemon().name("kafka-probe").start(() -> {
                try {
                    open.check();
                    answer.complete(null);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (KafkaException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }
}
