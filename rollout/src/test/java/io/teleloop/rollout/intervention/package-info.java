@NullMarked
package io.teleloop.rollout.intervention;

import org.jspecify.annotations.NullMarked;
