/// One episode: who drives at each tick, and the steps that tell of it.
@NullMarked
package io.teleloop.rollout.episode;

import org.jspecify.annotations.NullMarked;
