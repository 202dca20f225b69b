/// Training runs: demonstrations, experience, updates, evaluations.
@NullMarked
package io.teleloop.rollout.training;

import org.jspecify.annotations.NullMarked;
