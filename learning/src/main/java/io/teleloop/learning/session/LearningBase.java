package io.teleloop.learning.session;

import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.learning.algorithm.BasePolicy;

/// The frozen policy below a residual.
///
/// @param card of it; the residual observes and acts in the same terms
/// @param cardKey object key of the card
/// @param cardSha256 of the card's bytes
/// @param policy runs it
public record LearningBase(PolicyCard card, String cardKey, String cardSha256, BasePolicy policy) {}
