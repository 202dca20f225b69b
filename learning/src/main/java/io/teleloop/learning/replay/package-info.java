/// What learners learn from: transitions, trajectories, and the buffers that they are drawn from.
@NullMarked
package io.teleloop.learning.replay;

import org.jspecify.annotations.NullMarked;
