package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Matches the gateway's messages with those who wait for them. Thread-safe.
final class Conversation {
    private record Expectation<T>(
            Function<JsonNode, Optional<T>> match, boolean failsOnError, CompletableFuture<T> result) {
        void offer(JsonNode message) {
            match.apply(message).ifPresent(result::complete);
        }
    }

    /// What a caller does to get its answer under way.
    @FunctionalInterface
    interface Request {
        void send() throws OperatorException;
    }

    private final List<Expectation<?>> expectations = new CopyOnWriteArrayList<>();
    private volatile @Nullable String ended;

    /// Sends a request and waits for the first message that `match` turns into an answer. The gateway's errors do
    /// not say which request they belong to, so requests go one at a time.
    synchronized <T> T ask(String what, Request request, Function<JsonNode, Optional<T>> match, Duration timeout)
            throws OperatorException, InterruptedException {
        Expectation<T> expectation = new Expectation<>(match, true, new CompletableFuture<>());
        return await(what, request, expectation, timeout);
    }

    /// Sends what must not wait behind another request, and waits for its effect. Errors are not its business.
    <T> T tell(String what, Request request, Function<JsonNode, Optional<T>> match, Duration timeout)
            throws OperatorException, InterruptedException {
        return await(what, request, new Expectation<>(match, false, new CompletableFuture<>()), timeout);
    }

    /// Waits for something that no request of this moment causes; `known` looks now and after every message.
    <T> T await(String what, Supplier<Optional<T>> known, Duration timeout)
            throws OperatorException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        return await(
                what,
                () -> known.get().ifPresent(result::complete),
                new Expectation<>(message -> known.get(), false, result),
                timeout);
    }

    private <T> T await(String what, Request request, Expectation<T> expectation, Duration timeout)
            throws OperatorException, InterruptedException {
        expectations.add(expectation);
        try {
            String reason = ended;
            if (reason != null) {
                throw OperatorException.connectionLost(reason);
            }
            request.send();
            return expectation.result().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new OperatorException(
                    "timeout",
                    "no answer from the gateway within " + timeout.toSeconds() + " s: " + what,
                    "look at the gateway's log and at the robot's state",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperatorException refused) {
                // A new one, so that the stack trace shows the caller.
                throw new OperatorException(refused.code(), refused.reason(), refused.action(), refused);
            }
            throw new IllegalStateException(e);
        } finally {
            expectations.remove(expectation);
        }
    }

    void received(JsonNode message) {
        expectations.forEach(expectation -> expectation.offer(message));
    }

    /// @return whether somebody waited for it
    boolean refused(OperatorException error) {
        boolean taken = false;
        for (Expectation<?> expectation : expectations) {
            taken |= expectation.failsOnError() && expectation.result().completeExceptionally(error);
        }
        return taken;
    }

    /// Nothing more will come.
    void end(String reason) {
        ended = reason;
        expectations.forEach(
                expectation -> expectation.result().completeExceptionally(OperatorException.connectionLost(reason)));
    }
}
