@NullMarked
package io.teleloop.rollout.episode;

import org.jspecify.annotations.NullMarked;
