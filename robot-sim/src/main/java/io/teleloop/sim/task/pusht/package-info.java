/// Push-T: a T-shaped block is pushed over the table into a fixed pose.
@NullMarked
package io.teleloop.sim.task.pusht;

import org.jspecify.annotations.NullMarked;
