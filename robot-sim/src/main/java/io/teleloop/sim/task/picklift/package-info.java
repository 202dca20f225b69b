/// Pick and lift: a cube is grasped by friction and lifted off the table.
@NullMarked
package io.teleloop.sim.task.picklift;

import org.jspecify.annotations.NullMarked;
