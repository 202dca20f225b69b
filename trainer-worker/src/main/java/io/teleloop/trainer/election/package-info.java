/// One active worker for each policy id.
@NullMarked
package io.teleloop.trainer.election;

import org.jspecify.annotations.NullMarked;
