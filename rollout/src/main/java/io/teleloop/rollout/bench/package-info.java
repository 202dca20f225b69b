/// Measures what is learned and run here.
@NullMarked
package io.teleloop.rollout.bench;

import org.jspecify.annotations.NullMarked;
