@NullMarked
package io.teleloop.sim.camera;

import org.jspecify.annotations.NullMarked;
