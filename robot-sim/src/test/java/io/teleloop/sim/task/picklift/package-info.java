@NullMarked
package io.teleloop.sim.task.picklift;

import org.jspecify.annotations.NullMarked;
