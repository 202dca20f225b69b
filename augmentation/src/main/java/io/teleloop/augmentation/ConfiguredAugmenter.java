package io.teleloop.augmentation;

import io.teleloop.sim.task.Task;
import java.util.function.Function;

/// An augmenter with parameters that were found good, before it is known for which task.
///
/// @param labeler whose word it needs of an episode, with its version as in `phases@1`; empty for none
/// @param forTask makes it; throws IllegalArgumentException for a task whose episodes it cannot augment
public record ConfiguredAugmenter(String labeler, Function<Task, Augmenter> forTask) {}
