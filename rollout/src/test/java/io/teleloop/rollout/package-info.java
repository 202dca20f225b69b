@NullMarked
package io.teleloop.rollout;

import org.jspecify.annotations.NullMarked;
