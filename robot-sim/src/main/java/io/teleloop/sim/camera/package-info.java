/// Software-rendered cameras: no GPU, no display.
@NullMarked
package io.teleloop.sim.camera;

import org.jspecify.annotations.NullMarked;
