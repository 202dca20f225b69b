@NullMarked
package io.teleloop.rollout.training;

import org.jspecify.annotations.NullMarked;
