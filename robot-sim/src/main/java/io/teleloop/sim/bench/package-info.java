/// How fast the simulation runs.
@NullMarked
package io.teleloop.sim.bench;

import org.jspecify.annotations.NullMarked;
