package io.teleloop.gateway.policy;

import io.teleloop.policy.PolicyBundle;
import io.vertx.core.Future;
import java.util.function.Consumer;

/// The policies that have been published. Thread-safe.
public interface Policies {
    /// Fetches a version and proves that it belongs together. The future may complete on any thread; it fails with
    ///
    /// - [java.util.NoSuchElementException] when there is no such policy or version,
    /// - [java.io.IOException] when it cannot be got now,
    /// - [io.teleloop.policy.PolicyFaultException] when it is not what was published.
    ///
    /// @param version 0 for the one that robots shall run: the pinned one, else the newest
    Future<PolicyBundle> load(String policyId, long version);

    /// Tells of every other version that robots shall run from now on: published or pinned.
    ///
    /// @param onChange called on any thread; it must return at once
    Following follow(String policyId, Consumer<PolicyBundle> onChange);

    /// Ends when it is closed; what is on its way may still arrive.
    interface Following extends AutoCloseable {
        @Override
        void close();
    }
}
