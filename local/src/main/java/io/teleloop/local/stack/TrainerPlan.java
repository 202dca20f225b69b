package io.teleloop.local.stack;

/// What a trainer of the stack learns; the task is the stack's.
///
/// @param algorithm for example `bc` or `hil-serl`
/// @param policy id to publish under
/// @param base policy id of the frozen policy below a residual; empty for none
/// @param demonstrations that it waits for before it begins
/// @param generated whether generated episodes are demonstrations too
public record TrainerPlan(String algorithm, String policy, String base, int demonstrations, boolean generated) {}
