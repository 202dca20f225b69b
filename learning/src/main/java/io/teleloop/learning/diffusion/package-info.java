/// Diffusion over trajectories: learned from episodes, it makes up what other actions would have led to, under the
/// guidance of a policy.
@NullMarked
package io.teleloop.learning.diffusion;

import org.jspecify.annotations.NullMarked;
