@NullMarked
package io.teleloop.sim.task;

import org.jspecify.annotations.NullMarked;
