/// Immutable rigid-body quantities in SI units. Quaternions are (w, x, y, z), Hamilton product, unit length.
@NullMarked
package io.teleloop.sim.geometry;

import org.jspecify.annotations.NullMarked;
