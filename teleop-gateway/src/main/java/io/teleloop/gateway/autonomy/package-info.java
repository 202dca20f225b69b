/// A policy at work on a robot: whether it fits, what it wants at a tick, and how often a person takes over from it.
@NullMarked
package io.teleloop.gateway.autonomy;

import org.jspecify.annotations.NullMarked;
