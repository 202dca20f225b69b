@NullMarked
package io.teleloop.sim.task.pusht;

import org.jspecify.annotations.NullMarked;
