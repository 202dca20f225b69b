package io.teleloop.http;

import java.util.Optional;

/// What a service says of failures that it knows.
@FunctionalInterface
public interface Problems {
    /// Empty for a failure that nobody foresaw.
    Optional<Problem> of(Throwable failure);
}
