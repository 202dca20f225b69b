@NullMarked
package io.teleloop.rollout.world;

import org.jspecify.annotations.NullMarked;
