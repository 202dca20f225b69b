/// Runs trained policies: an observation in, an action out.
///
/// ```java
/// PolicyBundle bundle = PolicyBundle.load(store, published.getCardKey(), published.getCardSha256());
/// try (PolicyRunner runner = PolicyRunner.open(bundle)) { // a model that does not fit its card is refused here
///     runner.reset();                                     // a new episode
///     PolicyDecision decision = runner.act(observation);  // once a control tick
/// }
/// ```
@NullMarked
package io.teleloop.policy;

import org.jspecify.annotations.NullMarked;
