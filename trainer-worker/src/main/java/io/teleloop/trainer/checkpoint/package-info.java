/// What a learner must remember to go on as if it had never stopped.
@NullMarked
package io.teleloop.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
