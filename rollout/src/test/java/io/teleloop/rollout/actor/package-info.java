@NullMarked
package io.teleloop.rollout.actor;

import org.jspecify.annotations.NullMarked;
