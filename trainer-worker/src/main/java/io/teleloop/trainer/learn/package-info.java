/// The learner at work: one thread that takes and learns in turn, so that what it becomes follows from what it took.
@NullMarked
package io.teleloop.trainer.learn;

import org.jspecify.annotations.NullMarked;
