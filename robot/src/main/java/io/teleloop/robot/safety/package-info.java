/// The robot's own judgement of what it is told: it needs no gateway to stop.
@NullMarked
package io.teleloop.robot.safety;

import org.jspecify.annotations.NullMarked;
